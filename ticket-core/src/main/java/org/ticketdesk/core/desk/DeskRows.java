package org.ticketdesk.core.desk;

import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * The port: where the rows of one desk are kept. All access on the path of a decision is by key, so that what a decision costs
 * does not depend on how many tickets and agents there are; the two walks are for opening a desk. An implementation is used by
 * one thread at a time.
 */
public interface DeskRows {

    /** The ticket of this id, or null. */
    Ticket ticket(TicketId id);

    /** Keeps the ticket as it is now. */
    void put(Ticket ticket);

    /** Keeps the agent as they are now. */
    void put(Agent agent);

    /** The agent has left. */
    void remove(AgentId agent);

    /** The first entry of an action id, as long as it is remembered, or null. */
    First first(ActionId id);

    /** Remembers the first entry of an action id, in place of an older one of the same id. */
    void remember(ActionId id, First first);

    /**
     * Housekeeping: forgets some of the ids whose first entry is older than a time, the oldest first. No outcome depends on it.
     *
     * @param before epoch milliseconds
     * @param most how many to look at
     */
    void forget(long before, int most);

    /** All tickets that are not Closed, in any order. */
    Iterable<Ticket> openTickets();

    /** All agents, in any order. */
    Iterable<Agent> agents();

    /**
     * The first entry of an action id.
     *
     * @param sequence of the desk
     * @param at the desk's time, epoch milliseconds
     */
    record First(long sequence, long at) {}
}
