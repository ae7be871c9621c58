package org.ticketdesk.examples;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.TicketStatusChanged;

/** How many tickets are in which status. */
final class StatusCounts {

    private final Map<String, Status> tickets = new HashMap<>();

    void show(TicketStatusChanged change) {
        tickets.put(change.getDesk() + "/" + change.getTicket(), change.getTo());
    }

    @Override
    public String toString() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        tickets.values().forEach(status -> counts.merge(status, 1, Integer::sum));
        return counts.toString();
    }
}
