package org.ticketdesk.core.desk;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;

/**
 * Which clocks may have run out: at most one entry a ticket, in the order of the times from which they count, so that new
 * settings move none. A hint, on which no outcome depends. It is lazy: the desk's further messages leave an entry where it is,
 * and it is moved on when it comes up early.
 */
final class Clocks {
    private static final Comparator<Armed> ORDER =
            Comparator.comparingLong(Armed::since).thenComparing(Armed::ticket);

    private final Map<Timer, TreeSet<Armed>> running = new EnumMap<>(Timer.class);
    private final Map<TicketId, Armed> armed = new HashMap<>();
    private final Map<TicketId, Ticket.Clock> taken = new HashMap<>();

    private record Armed(Timer timer, long since, TicketId ticket) {}

    Clocks() {
        for (Timer timer : Timer.values()) {
            running.put(timer, new TreeSet<>(ORDER));
        }
    }

    /**
     * The ticket has changed: a clock that runs and is not watched yet is watched from now on. One that was taken is not, as long
     * as it is the same: its timer may still be on its way (decision 14).
     */
    void follow(Ticket ticket) {
        Ticket.Clock clock = ticket.clock();
        Ticket.Clock given = taken.get(ticket.id());
        if (given != null && given.equals(clock)) {
            return;
        }
        taken.remove(ticket.id());
        if (clock == null) {
            if (ticket.status() != Status.ACTIVE) {
                disarm(ticket.id());
            }
            return;
        }
        Armed entry = armed.get(ticket.id());
        if (entry == null || entry.timer != clock.timer()) {
            arm(ticket.id(), clock);
        }
    }

    /** How many entries there are. */
    int armed() {
        return armed.size();
    }

    /** What was taken has come to nothing: the ticket's clock is watched again, if one runs. */
    void watchAgain(Ticket ticket) {
        taken.remove(ticket.id());
        follow(ticket);
    }

    /**
     * When the next entry comes up: a lower bound of the next deadline, epoch milliseconds.
     *
     * @return {@link Long#MAX_VALUE} when no clock runs that the settings leave on
     */
    long next(Settings settings) {
        Armed head = head(settings);
        return head == null ? Long.MAX_VALUE : head.since + settings.after(head.timer);
    }

    /** Takes out the clock that has run out longest ago, moving on what is early; null when none has by {@code now}. */
    DueTimer take(Settings settings, long now, Function<TicketId, Ticket> tickets) {
        for (Armed head = head(settings); head != null; head = head(settings)) {
            long after = settings.after(head.timer);
            if (head.since + after > now) {
                return null;
            }
            disarm(head.ticket);
            Ticket.Clock clock = tickets.apply(head.ticket).clock();
            if (clock != null && clock.equals(new Ticket.Clock(head.timer, head.since))) {
                taken.put(head.ticket, clock);
                return new DueTimer(head.ticket, head.timer, head.since + after);
            }
            if (clock != null) {
                arm(head.ticket, clock);
            }
        }
        return null;
    }

    private Armed head(Settings settings) {
        Armed soonest = null;
        for (Map.Entry<Timer, TreeSet<Armed>> line : running.entrySet()) {
            long after = settings.after(line.getKey());
            if (after != Settings.OFF && !line.getValue().isEmpty()) {
                Armed head = line.getValue().first();
                if (soonest == null || head.since + after < soonest.since + settings.after(soonest.timer)) {
                    soonest = head;
                }
            }
        }
        return soonest;
    }

    private void arm(TicketId ticket, Ticket.Clock clock) {
        Armed entry = new Armed(clock.timer(), clock.since(), ticket);
        Armed before = armed.put(ticket, entry);
        if (before != null) {
            running.get(before.timer).remove(before);
        }
        running.get(entry.timer).add(entry);
    }

    private void disarm(TicketId ticket) {
        Armed entry = armed.remove(ticket);
        if (entry != null) {
            running.get(entry.timer).remove(entry);
        }
    }
}
