package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * A ticket's id, unique within its desk. Opaque: its form is checked at the doors, ids compare by their ASCII bytes.
 *
 * @param value the id as it is on the wire; never null
 */
public record TicketId(String value) implements Comparable<TicketId> {
    /** Refuses null. */
    public TicketId {
        Objects.requireNonNull(value, "TicketId");
    }

    @Override
    public int compareTo(TicketId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
