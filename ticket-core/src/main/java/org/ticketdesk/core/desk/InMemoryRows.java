package org.ticketdesk.core.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** The rows of a desk in memory: for tests, replay and what-if. Not thread-safe. */
public final class InMemoryRows implements DeskRows {
    private final Map<TicketId, Ticket> tickets = new HashMap<>();
    private final Map<AgentId, Agent> agents = new HashMap<>();
    private final Map<ActionId, First> firsts = new HashMap<>();
    private final ArrayDeque<Remembered> oldestFirst = new ArrayDeque<>();

    private record Remembered(ActionId id, First first) {}

    @Override
    public Ticket ticket(TicketId id) {
        return tickets.get(id);
    }

    @Override
    public void put(Ticket ticket) {
        tickets.put(ticket.id(), ticket);
    }

    @Override
    public void put(Agent agent) {
        agents.put(agent.id(), agent);
    }

    @Override
    public void remove(AgentId agent) {
        agents.remove(agent);
    }

    @Override
    public First first(ActionId id) {
        return firsts.get(id);
    }

    @Override
    public void remember(ActionId id, First first) {
        firsts.put(id, first);
        oldestFirst.add(new Remembered(id, first));
    }

    @Override
    public void forget(long before, int most) {
        for (int looked = 0; looked < most; looked++) {
            Remembered oldest = oldestFirst.peek();
            if (oldest == null || oldest.first.at() >= before) {
                return;
            }
            firsts.remove(oldest.id, oldest.first);
            oldestFirst.remove();
        }
    }

    @Override
    public Iterable<Ticket> openTickets() {
        List<Ticket> open = new ArrayList<>();
        for (Ticket ticket : tickets.values()) {
            if (ticket.status() != Status.CLOSED) {
                open.add(ticket);
            }
        }
        return open;
    }

    @Override
    public Iterable<Agent> agents() {
        return List.copyOf(agents.values());
    }

    /** All tickets, the Closed ones too, in no particular order. */
    public Collection<Ticket> tickets() {
        return List.copyOf(tickets.values());
    }

    /** What is remembered of action ids. */
    public Map<ActionId, First> firsts() {
        return Map.copyOf(firsts);
    }
}
