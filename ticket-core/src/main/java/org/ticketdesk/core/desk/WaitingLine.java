package org.ticketdesk.core.desk;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** The Pending tickets in the order in which they are served: priority, then since when, then id (decision 4). */
final class WaitingLine {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::priority)
            .thenComparingLong(Place::since)
            .thenComparing(Place::ticket);

    private final TreeSet<Place> places = new TreeSet<>(ORDER);

    private record Place(Priority priority, long since, TicketId ticket) {
        static Place of(Ticket ticket) {
            return new Place(ticket.priority(), ticket.since(), ticket.id());
        }
    }

    void follow(Ticket before, Ticket after) {
        if (before.status() == Status.PENDING) {
            places.remove(Place.of(before));
        }
        enter(after);
    }

    void enter(Ticket ticket) {
        if (ticket.status() == Status.PENDING) {
            places.add(Place.of(ticket));
        }
    }

    /** Whose turn it is, or null when nobody waits. */
    TicketId first() {
        return places.isEmpty() ? null : places.first().ticket;
    }

    int size() {
        return places.size();
    }

    List<TicketId> inOrder() {
        return places.stream().map(Place::ticket).toList();
    }
}
