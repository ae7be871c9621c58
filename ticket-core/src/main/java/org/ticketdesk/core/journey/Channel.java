package org.ticketdesk.core.journey;

/** Where a conversation takes place. */
public enum Channel {
    /** In the organisation's own application. */
    IN_APP,
    /** Through a social media account: an agent may close such a ticket while it is Active (R6). */
    SOCIAL
}
