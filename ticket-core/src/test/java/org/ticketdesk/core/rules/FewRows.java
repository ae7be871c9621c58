package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** Rows of a small desk that remember no action id, and count how often they are written. */
final class FewRows implements DeskRows {
    private final TreeMap<TicketId, Ticket> tickets = new TreeMap<>();
    private final TreeMap<AgentId, Agent> agents = new TreeMap<>();
    private int writes;

    FewRows(Position position) {
        position.tickets().forEach(ticket -> tickets.put(ticket.id(), ticket));
        position.agents().forEach(agent -> agents.put(agent.id(), agent));
    }

    /** How often a row was written since these rows were made. */
    int writes() {
        return writes;
    }

    /** All tickets by id, the Closed ones too. */
    Collection<Ticket> tickets() {
        return tickets.values();
    }

    boolean holdsTheSameAs(FewRows other) {
        return tickets.equals(other.tickets) && agents.equals(other.agents);
    }

    @Override
    public Ticket ticket(TicketId id) {
        return tickets.get(id);
    }

    @Override
    public void put(Ticket ticket) {
        writes++;
        tickets.put(ticket.id(), ticket);
    }

    @Override
    public void put(Agent agent) {
        writes++;
        agents.put(agent.id(), agent);
    }

    @Override
    public void remove(AgentId agent) {
        writes++;
        agents.remove(agent);
    }

    @Override
    public First first(ActionId id) {
        return null;
    }

    @Override
    public void remember(ActionId id, First first) {}

    @Override
    public void forget(long before, int most) {}

    @Override
    public Iterable<Ticket> openTickets() {
        List<Ticket> open = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets.values()) {
            if (ticket.status() != Status.CLOSED) {
                open.add(ticket);
            }
        }
        return open;
    }

    @Override
    public Collection<Agent> agents() {
        return agents.values();
    }
}
