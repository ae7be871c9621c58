package org.ticketdesk.core.journey;

/** Whether an agent is there. "Online" in a rule means {@link #ONLINE} only; the guide's offline is either of the others. */
public enum Presence {
    /** There, and gets tickets. */
    ONLINE,
    /** Stepped away. */
    AWAY,
    /** Not there. */
    OFFLINE
}
