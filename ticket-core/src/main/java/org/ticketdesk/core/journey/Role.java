package org.ticketdesk.core.journey;

/** In which capacity somebody acts. */
public enum Role {
    /** Whoever the desk serves. */
    CUSTOMER,
    /** A member of the desk. */
    AGENT,
    /** Runs the desk; need not be a member of it. */
    ADMIN,
    /** Timers. */
    SYSTEM
}
