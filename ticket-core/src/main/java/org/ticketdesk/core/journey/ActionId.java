package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * The id that whoever publishes an action chose for it, so that a retry is harmless (decision 12). Opaque: its form is checked at the doors, ids compare by their ASCII bytes.
 *
 * @param value the id as it is on the wire; never null
 */
public record ActionId(String value) implements Comparable<ActionId> {
    /** Refuses null. */
    public ActionId {
        Objects.requireNonNull(value, "ActionId");
    }

    @Override
    public int compareTo(ActionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
