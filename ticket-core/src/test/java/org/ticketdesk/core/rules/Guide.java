package org.ticketdesk.core.rules;

import static org.ticketdesk.core.journey.Status.ACTIVE;
import static org.ticketdesk.core.journey.Status.CLOSED;
import static org.ticketdesk.core.journey.Status.IDLE;
import static org.ticketdesk.core.journey.Status.IN_PROGRESS;
import static org.ticketdesk.core.journey.Status.PENDING;
import static org.ticketdesk.core.journey.Status.PROACTIVE;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ticketdesk.core.journey.Status;

/** Which status may follow which, as the Desk Guide's table has it; written down here by hand, apart from the rulebook. */
final class Guide {
    /** One ordered pair of two statuses. */
    record Pair(Status from, Status to) {}

    /** The thirteen that exist. */
    static final Set<Pair> EDGES = Set.of(
            new Pair(PENDING, ACTIVE),
            new Pair(ACTIVE, IN_PROGRESS),
            new Pair(ACTIVE, IDLE),
            new Pair(ACTIVE, CLOSED),
            new Pair(ACTIVE, PENDING),
            new Pair(IN_PROGRESS, ACTIVE),
            new Pair(IN_PROGRESS, PENDING),
            new Pair(IDLE, IN_PROGRESS),
            new Pair(IDLE, ACTIVE),
            new Pair(IDLE, CLOSED),
            new Pair(PROACTIVE, ACTIVE),
            new Pair(CLOSED, PENDING),
            new Pair(CLOSED, ACTIVE));

    private Guide() {}

    /** The seventeen that do not. */
    static Set<Pair> impossible() {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Status from : Status.values()) {
            Arrays.stream(Status.values())
                    .filter(to -> to != from && !EDGES.contains(new Pair(from, to)))
                    .forEach(to -> pairs.add(new Pair(from, to)));
        }
        return pairs;
    }
}
