package org.ticketdesk.projection.fold;

import java.util.HashSet;
import java.util.Set;

/** What of a desk's story is known to be lost to the views: the records that were set aside, and entries that are missing. */
final class Holes {
    private final Set<String> tickets = new HashSet<>();
    private boolean any;
    private boolean anything;

    /** A record was set aside that was about these tickets, separated by spaces; empty when it is not known. */
    void add(String lost) {
        any = true;
        if (lost.isEmpty()) {
            anything = true;
        } else {
            tickets.addAll(Set.of(lost.split(" ")));
        }
    }

    /** Whether what does not fit this ticket's row may come from a hole. */
    boolean mayConcern(String ticket) {
        return anything || tickets.contains(ticket);
    }

    /** Whether what does not fit an agent's row may come from a hole. */
    boolean mayConcernAgents() {
        return any;
    }
}
