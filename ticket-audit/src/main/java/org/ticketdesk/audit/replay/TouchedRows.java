package org.ticketdesk.audit.replay;

import java.util.HashMap;
import java.util.Map;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** Rows in memory that know which tickets the present decision has changed, and what they were before. Not thread-safe. */
final class TouchedRows implements DeskRows {
    /** A map that has once been large takes long to empty. */
    private static final int FEW = 64;

    private final InMemoryRows rows = new InMemoryRows();
    private Map<TicketId, Ticket> before = new HashMap<>();
    /** A decision asks for the same ticket again and again. */
    private TicketId lastId;

    private Ticket last;

    /** A decision begins: nothing is changed yet. */
    void begin() {
        if (before.size() > FEW) {
            before = new HashMap<>();
        } else if (!before.isEmpty()) {
            before.clear();
        }
    }

    /** The tickets that were changed since {@link #begin}, as they were; null for those that came to be. */
    Map<TicketId, Ticket> before() {
        return before;
    }

    InMemoryRows rows() {
        return rows;
    }

    @Override
    public Ticket ticket(TicketId id) {
        if (!id.equals(lastId)) {
            last = rows.ticket(id);
            lastId = id;
        }
        return last;
    }

    @Override
    public void put(Ticket ticket) {
        if (!before.containsKey(ticket.id())) {
            before.put(ticket.id(), ticket(ticket.id()));
        }
        rows.put(ticket);
        lastId = ticket.id();
        last = ticket;
    }

    @Override
    public void put(Agent agent) {
        rows.put(agent);
    }

    @Override
    public void remove(AgentId agent) {
        rows.remove(agent);
    }

    @Override
    public First first(ActionId id) {
        return rows.first(id);
    }

    @Override
    public void remember(ActionId id, First first) {
        rows.remember(id, first);
    }

    @Override
    public void forget(long before, int most) {
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
