package org.ticketdesk.core.journey;

/** Who wrote last in a conversation: an Active ticket goes Idle only when it was the desk (R3, R4). */
public enum LastWord {
    /** The customer: they wait for an answer. */
    CUSTOMER,
    /** The desk's side, an agent or an admin. */
    DESK
}
