package org.ticketdesk.core.desk;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * The agents of the desk, what each of them holds Active, and who is next to be given a ticket: the least load, then the last
 * assignment furthest back, then the lower id (decision 4).
 *
 * <p>The ONLINE agents who follow the desk's default capacity stand in an order of their own, so that a new default moves none.
 */
final class Roster {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::load)
            .thenComparingLong(Place::lastAssigned)
            .thenComparing(Place::agent);

    private final Map<AgentId, Agent> agents = new HashMap<>();
    private final Map<AgentId, TreeSet<TicketId>> active = new HashMap<>();
    private final TreeSet<Place> onDefaultCapacity = new TreeSet<>(ORDER);
    private final TreeSet<Place> belowOwnCapacity = new TreeSet<>(ORDER);

    private record Place(int load, long lastAssigned, AgentId agent) {}

    Agent agent(AgentId id) {
        return agents.get(id);
    }

    Collection<Agent> agents() {
        return Collections.unmodifiableCollection(agents.values());
    }

    void put(Agent agent) {
        leavePlace(agents.put(agent.id(), agent));
        takePlace(agent);
    }

    void remove(AgentId id) {
        leavePlace(agents.remove(id));
    }

    /** The Active tickets of an agent, in the order of their ids; a view. */
    SortedSet<TicketId> active(AgentId id) {
        TreeSet<TicketId> held = active.get(id);
        return held == null ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(held);
    }

    int load(AgentId id) {
        TreeSet<TicketId> held = active.get(id);
        return held == null ? 0 : held.size();
    }

    void takesUp(Ticket ticket) {
        AgentId holder = ticket.assignee();
        leavePlace(agents.get(holder));
        active.computeIfAbsent(holder, id -> new TreeSet<>()).add(ticket.id());
        takePlace(agents.get(holder));
    }

    void laysDown(Ticket ticket) {
        AgentId holder = ticket.assignee();
        leavePlace(agents.get(holder));
        TreeSet<TicketId> held = active.get(holder);
        held.remove(ticket.id());
        if (held.isEmpty()) {
            active.remove(holder);
        }
        takePlace(agents.get(holder));
    }

    /** Who is given the next ticket, or null when nobody is available. */
    AgentId mostAvailable(int defaultCapacity) {
        Place own = belowOwnCapacity.isEmpty() ? null : belowOwnCapacity.first();
        Place byDefault = onDefaultCapacity.isEmpty() ? null : onDefaultCapacity.first();
        if (byDefault != null && byDefault.load >= defaultCapacity) {
            byDefault = null;
        }
        if (own == null || byDefault == null) {
            return own != null ? own.agent : byDefault != null ? byDefault.agent : null;
        }
        return ORDER.compare(own, byDefault) < 0 ? own.agent : byDefault.agent;
    }

    /** Nobody takes a place who is not ONLINE, or who has left the desk (null) and holds a ticket for the length of a decision. */
    private void takePlace(Agent agent) {
        if (agent == null || !agent.isOnline()) {
            return;
        }
        int load = load(agent.id());
        if (agent.capacity() == null) {
            onDefaultCapacity.add(new Place(load, agent.lastAssigned(), agent.id()));
        } else if (load < agent.capacity()) {
            belowOwnCapacity.add(new Place(load, agent.lastAssigned(), agent.id()));
        }
    }

    private void leavePlace(Agent agent) {
        if (agent != null && agent.isOnline()) {
            Place place = new Place(load(agent.id()), agent.lastAssigned(), agent.id());
            (agent.capacity() == null ? onDefaultCapacity : belowOwnCapacity).remove(place);
        }
    }
}
