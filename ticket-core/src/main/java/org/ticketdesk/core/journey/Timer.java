package org.ticketdesk.core.journey;

/** The three clocks that run for a ticket (decision 7); each has its own setting of the desk. */
public enum Timer {
    /** Active, and the customer silent: leads to Idle (R3). */
    IDLE,
    /** Idle, and nobody moves it: leads to Closed (R16). */
    CLOSE_IDLE,
    /** In Progress, and nobody moves it: leads to Pending (R11). */
    IN_PROGRESS_TO_PENDING
}
