package org.ticketdesk.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ticketdesk.core.journey.TicketId;

/** Tickets out of which one is drawn at random, at a cost that does not depend on how many there are. Not thread-safe. */
final class Bag {
    private final List<TicketId> tickets = new ArrayList<>();
    private final Map<TicketId, Integer> places = new HashMap<>();

    int size() {
        return tickets.size();
    }

    void add(TicketId ticket) {
        if (places.putIfAbsent(ticket, tickets.size()) == null) {
            tickets.add(ticket);
        }
    }

    void remove(TicketId ticket) {
        Integer place = places.remove(ticket);
        if (place != null) {
            TicketId last = tickets.removeLast();
            if (place < tickets.size()) {
                tickets.set(place, last);
                places.put(last, place);
            }
        }
    }

    /** One of them, or null when there is none. */
    TicketId draw(SplittableRandom random) {
        return tickets.isEmpty() ? null : tickets.get(random.nextInt(tickets.size()));
    }
}
