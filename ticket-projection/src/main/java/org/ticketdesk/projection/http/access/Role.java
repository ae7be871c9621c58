package org.ticketdesk.projection.http.access;

/** What somebody is to the desks that their token names. */
public enum Role {
    /** Has tickets, and sees no others. */
    CUSTOMER,
    /** Works at the desks. */
    AGENT,
    /** Runs the desks. */
    ADMIN,
    /** Looks at the desks, and asks nothing of them. */
    DASHBOARD
}
