package org.ticketdesk.benchmarks;

import java.util.Collection;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** The rows of a desk in memory, with or without the memory of action ids, and a count of the calls. Not thread-safe. */
final class WatchedRows implements DeskRows {
    private final InMemoryRows rows = new InMemoryRows();
    private final boolean remembers;
    private long calls;

    WatchedRows(boolean remembers) {
        this.remembers = remembers;
    }

    /** Rows of their own, with the same tickets and agents. */
    WatchedRows copy(boolean withMemory) {
        WatchedRows copy = new WatchedRows(withMemory);
        rows.tickets().forEach(copy.rows::put);
        rows.agents().forEach(copy.rows::put);
        return copy;
    }

    /** Remembers an action id, which is not counted. */
    void fill(ActionId id, First first) {
        rows.remember(id, first);
    }

    /** How often a decision has called since these rows were made. */
    long calls() {
        return calls;
    }

    /** All tickets, the Closed ones too, in no particular order. */
    Collection<Ticket> tickets() {
        return rows.tickets();
    }

    @Override
    public Ticket ticket(TicketId id) {
        calls++;
        return rows.ticket(id);
    }

    @Override
    public void put(Ticket ticket) {
        calls++;
        rows.put(ticket);
    }

    @Override
    public void put(Agent agent) {
        calls++;
        rows.put(agent);
    }

    @Override
    public void remove(AgentId agent) {
        calls++;
        rows.remove(agent);
    }

    @Override
    public First first(ActionId id) {
        calls++;
        return remembers ? rows.first(id) : null;
    }

    @Override
    public void remember(ActionId id, First first) {
        calls++;
        if (remembers) {
            rows.remember(id, first);
        }
    }

    @Override
    public void forget(long before, int most) {
        calls++;
        rows.forget(before, most);
    }

    @Override
    public Iterable<Ticket> openTickets() {
        return rows.openTickets();
    }

    @Override
    public Iterable<Agent> agents() {
        return rows.agents();
    }
}
