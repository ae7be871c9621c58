package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * A customer's id; who that is, only the chat system knows. Opaque: its form is checked at the doors, ids compare by their ASCII bytes.
 *
 * @param value the id as it is on the wire; never null
 */
public record CustomerId(String value) implements Comparable<CustomerId> {
    /** Refuses null. */
    public CustomerId {
        Objects.requireNonNull(value, "CustomerId");
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
