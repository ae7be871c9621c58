package org.ticketdesk.processor.state;

import java.util.List;

/**
 * The names of the state stores, once. All end with the version of the rows' form: a new form of any of them takes new names for
 * all, so that they begin empty together and are found again from the journal.
 */
public final class Stores {
    private static final String FORM = "-v1";

    /** Where each desk's story has come to: {@link DeskRow} by desk. */
    public static final String DESKS = "desks" + FORM;
    /** The tickets that are not Closed, by desk and ticket. */
    public static final String OPEN_TICKETS = "open-tickets" + FORM;
    /** The Closed tickets, by desk and ticket: reopening and the uniqueness of ids need them. */
    public static final String CLOSED_TICKETS = "closed-tickets" + FORM;
    /** The agents, by desk and agent. */
    public static final String AGENTS = "agents" + FORM;
    /** The memory of action ids (decision 12): first entry by desk and id, and id by desk and sequence. */
    public static final String ACTION_IDS = "action-ids" + FORM;

    /** All of them. */
    public static final List<String> ALL = List.of(DESKS, OPEN_TICKETS, CLOSED_TICKETS, AGENTS, ACTION_IDS);

    private Stores() {}
}
