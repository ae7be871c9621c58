package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * An agent's id, unique within the desk. Opaque: its form is checked at the doors, ids compare by their ASCII bytes.
 *
 * @param value the id as it is on the wire; never null
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** Refuses null. */
    public AgentId {
        Objects.requireNonNull(value, "AgentId");
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
