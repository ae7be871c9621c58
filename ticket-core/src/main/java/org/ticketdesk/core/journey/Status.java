package org.ticketdesk.core.journey;

/** The six statuses of the Desk Guide. */
public enum Status {
    /** Yet to be assigned to an agent: all are busy, or none is online. */
    PENDING,
    /** Assigned to an agent, in active interaction with the customer. */
    ACTIVE,
    /** Created by an agent's message; the customer has not answered yet. */
    PROACTIVE,
    /** Parked: neither active nor closed, held by nobody. */
    IN_PROGRESS,
    /** The customer has not responded for the time that the desk has set. */
    IDLE,
    /** The conversation has ended. */
    CLOSED;

    /** Whether a ticket in this status is held by an agent: the others are held by nobody. */
    public boolean hasAssignee() {
        return switch (this) {
            case ACTIVE, IDLE, PROACTIVE -> true;
            case PENDING, IN_PROGRESS, CLOSED -> false;
        };
    }
}
