package org.ticketdesk.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.ticketdesk.cli.screen.Sight;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Role;

/** What was published in a demonstration, and what came of it. Not thread-safe. */
final class Tally {
    private static final int SHOWN_CHANGES = 60;
    private static final long HIGHEST_LATENCY_US = 600_000_000;

    private final Map<String, Deque<Long>> onTheWay = new HashMap<>();
    private final Map<org.ticketdesk.events.Outcome, Long> outcomes =
            new EnumMap<>(org.ticketdesk.events.Outcome.class);
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final Map<Row, Long> rows = new EnumMap<>(Row.class);
    private final Deque<Sight.Change> changes = new ArrayDeque<>();
    private final Histogram latency = new Histogram(HIGHEST_LATENCY_US, 3);
    private long published;
    private long open;
    private long timers;
    private long others;

    /** An action is about to be published. */
    void publishing(DeskAction action) {
        onTheWay.computeIfAbsent(key(action.getDesk(), action.getActionId()), id -> new ArrayDeque<>(1))
                .add(System.nanoTime());
        published++;
        open++;
    }

    /** An entry of the journal has been seen, in its order. */
    void seen(JournalEntry entry, Outcome outcome) {
        String key = key(entry.getDesk(), entry.getActionId());
        Deque<Long> sent = onTheWay.get(key);
        if (sent != null) {
            latency.recordValue(Math.min(HIGHEST_LATENCY_US, (System.nanoTime() - sent.remove()) / 1_000));
            open--;
            if (sent.isEmpty()) {
                onTheWay.remove(key);
            }
        } else if (entry.getActor().getRole() == Role.SYSTEM) {
            timers++;
        } else {
            others++;
            return;
        }
        outcomes.merge(entry.getOutcome(), 1L, Long::sum);
        switch (outcome) {
            case Outcome.Accepted accepted -> count(entry.getDesk(), accepted.facts());
            case Outcome.Refused refused -> reasons.merge(refused.reason(), 1L, Long::sum);
            case Outcome.Duplicate duplicate -> {}
        }
    }

    private void count(String desk, List<Fact> facts) {
        Set<TicketId> returned = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.StatusChanged changed) {
                rows.merge(changed.row(), 1L, Long::sum);
                if (changed.row() == Row.R12) {
                    returned.add(changed.ticket());
                } else if (changed.row() == Row.R1 && returned.remove(changed.ticket())) {
                    rows.merge(Row.R10, 1L, Long::sum);
                }
                changes.addFirst(new Sight.Change(desk, changed));
            }
        }
        while (changes.size() > SHOWN_CHANGES) {
            changes.removeLast();
        }
    }

    private static String key(String desk, String action) {
        return desk + "/" + action;
    }

    /** Actions published. */
    long published() {
        return published;
    }

    /** Of those, how many have no outcome yet. */
    long open() {
        return open;
    }

    /** Entries of timers. */
    long timers() {
        return timers;
    }

    /** Entries of actions that somebody else published. */
    long others() {
        return others;
    }

    /** Actions with an outcome, timers too. */
    long decided() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Outcomes of this kind, timers' too. */
    long outcomes(org.ticketdesk.events.Outcome kind) {
        return outcomes.getOrDefault(kind, 0L);
    }

    /** Refusals by reason. */
    Map<Reason, Long> reasons() {
        return reasons;
    }

    /** How often each row happened; R10 where R12 and R1 of one ticket stand in one entry. */
    Map<Row, Long> rows() {
        return rows;
    }

    /** The last status changes, the youngest first. */
    List<Sight.Change> changes() {
        return List.copyOf(changes);
    }

    /** From publishing to the entry seen, in microseconds. */
    Histogram latency() {
        return latency;
    }
}
