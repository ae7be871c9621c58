package org.ticketdesk.core.journey;

/** How urgent a ticket is, the most urgent first: the order in which the waiting line is served (decision 4). */
public enum Priority {
    /** Before all others. */
    URGENT,
    /** Before {@link #MEDIUM}. */
    HIGH,
    /** What a ticket has when nobody said otherwise. */
    MEDIUM,
    /** After all others. */
    LOW
}
