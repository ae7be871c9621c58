package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * A message's id in the chat system, where what was said stays. Opaque: its form is checked at the doors, ids compare by their ASCII bytes.
 *
 * @param value the id as it is on the wire; never null
 */
public record MessageId(String value) implements Comparable<MessageId> {
    /** Refuses null. */
    public MessageId {
        Objects.requireNonNull(value, "MessageId");
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
