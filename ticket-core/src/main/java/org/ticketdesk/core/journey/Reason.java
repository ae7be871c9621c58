package org.ticketdesk.core.journey;

/** Why a request was refused: a closed list. */
public enum Reason {
    /** The desk has no such ticket. */
    UNKNOWN_TICKET,
    /** The desk has a ticket of this id already. */
    TICKET_EXISTS,
    /** The desk has no such agent. */
    UNKNOWN_AGENT,
    /** The desk has this agent already. */
    AGENT_EXISTS,
    /** No row leads from the ticket's status to what is asked. */
    NO_SUCH_CHANGE,
    /** It is already as asked. */
    ALREADY_SO,
    /** The role may not do this here. */
    NOT_PERMITTED,
    /** Another agent holds the ticket, or held it last. */
    NOT_ASSIGNEE,
    /** The customer waits for an answer, so the ticket cannot go Idle. */
    CUSTOMER_SPOKE_LAST,
    /** The agent whom it would go to is not ONLINE. */
    AGENT_NOT_ONLINE
}
