package org.ticketdesk.projection.views;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.SettingsChanged;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TimerDismissed;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.Entries;

/**
 * How late a ticket's timers were. An entry does not have the deadline that its action was armed for, so it is found again: the time
 * from which the clock counted (decision 7), and the settings in force when the timer was decided.
 */
final class TimersOfTicket {
    private final Codec<JournalEntry> codec;
    private final Handle handle;
    private final String desk;
    private final String ticket;

    TimersOfTicket(Codec<JournalEntry> codec, Handle handle, String desk, String ticket) {
        this.codec = codec;
        this.handle = handle;
        this.desk = desk;
        this.ticket = ticket;
    }

    /**
     * The timer that an entry is about.
     *
     * @param entry of an action that named the ticket
     * @param change the first status change that it brought about for the ticket, or null
     * @return null when it is about none, or about one of a kind younger than this software
     */
    FiredTimer of(JournalEntry entry, ChangeView change) {
        if (!entry.getType().equals("FireTimer") || entry.getFacts().isEmpty()) {
            return null;
        }
        return switch (entry.getFacts().getFirst()) {
            case TimerDismissed dismissed -> new FiredTimer(dismissed.getTimer().name(), null, null);
            case StatusChanged changed when change != null && change.since() != null -> fired(entry, change);
            default -> null;
        };
    }

    private FiredTimer fired(JournalEntry entry, ChangeView change) {
        return switch (change.row()) {
            case "R3" -> fired(entry, Timer.IDLE, later(change.since(), lastWordBefore(entry.getSequence())));
            case "R16" -> fired(entry, Timer.CLOSE_IDLE, change.since());
            case "R11" -> fired(entry, Timer.IN_PROGRESS_TO_PENDING, change.since());
            default -> null;
        };
    }

    private FiredTimer fired(JournalEntry entry, Timer timer, Instant since) {
        Instant due = since.plusMillis(settingsBefore(entry.getSequence()).after(timer));
        return new FiredTimer(
                timer.name(), due, Duration.between(due, entry.getAt()).toMillis());
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }

    /** A ticket does not go Idle when the customer had the last word: so it was the desk's. */
    private Optional<Instant> lastWordBefore(long sequence) {
        return handle.createQuery(
                        "SELECT at FROM entries WHERE desk = :desk AND ticket = :ticket AND sequence < :sequence"
                                + " AND '' || action_type = 'SendMessage' AND '' || outcome = 'ACCEPTED'"
                                + " ORDER BY sequence DESC LIMIT 1")
                .bind("desk", desk)
                .bind("ticket", ticket)
                .bind("sequence", sequence)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    private Settings settingsBefore(long sequence) {
        return handle.createQuery("SELECT record FROM entries WHERE desk = :desk AND sequence ="
                        + " (SELECT max(sequence) FROM entries WHERE desk = :desk AND action_type = 'ConfigureDesk'"
                        + " AND outcome = 'ACCEPTED' AND sequence < :sequence)")
                .bind("desk", desk)
                .bind("sequence", sequence)
                .mapTo(byte[].class)
                .findOne()
                .flatMap(record -> settings(TicketStory.decoded(codec, record)))
                .orElse(Settings.OF_A_NEW_DESK);
    }

    private static Optional<Settings> settings(JournalEntry entry) {
        return entry.getFacts().stream()
                .filter(SettingsChanged.class::isInstance)
                .map(fact -> Entries.settings((SettingsChanged) fact))
                .findFirst();
    }
}
