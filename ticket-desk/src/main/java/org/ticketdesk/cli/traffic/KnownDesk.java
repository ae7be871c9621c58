package org.ticketdesk.cli.traffic;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** A desk as its journal tells it: what the people who act there know. Not thread-safe. */
public final class KnownDesk {
    private final String id;
    private final InMemoryRows rows = new InMemoryRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final Map<Status, Pool<TicketId>> byStatus = new EnumMap<>(Status.class);
    private long births;

    /** A desk of which nothing is known yet. */
    public KnownDesk(String id) {
        this.id = id;
        for (Status status : Status.values()) {
            byStatus.put(status, new Pool<>());
        }
    }

    /**
     * Takes in the next entry of the desk's journal.
     *
     * @param at the entry's time, epoch milliseconds
     * @param action the action's id
     * @param isTimer whether it is a timer, whose id is not remembered
     * @param outcome what came of it
     */
    public void apply(long at, ActionId action, boolean isTimer, Outcome outcome) {
        desk.apply(at, action, !isTimer, outcome);
        if (outcome instanceof Outcome.Accepted accepted) {
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed) {
                    if (changed.from() == null) {
                        births++;
                    } else {
                        byStatus.get(changed.from()).remove(changed.ticket());
                    }
                    byStatus.get(changed.to()).add(changed.ticket());
                }
            }
        }
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** How many tickets have this status. */
    public int count(Status status) {
        return byStatus.get(status).size();
    }

    /** The Pending tickets in the order in which they will be served. */
    public List<TicketId> waitingLine() {
        return desk.waitingLine();
    }

    /** The ticket of this id, or null. */
    public Ticket ticket(TicketId ticket) {
        return desk.ticket(ticket);
    }

    /** The agents in the order of their ids. */
    public List<Agent> agents() {
        return desk.agents().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    /** How many Active tickets an agent holds. */
    public int load(Agent agent) {
        return desk.load(agent.id());
    }

    /** How many Active tickets an agent may be routed. */
    public int capacity(Agent agent) {
        return desk.capacity(agent);
    }

    /** The sequence of the last entry that is known. */
    public long sequence() {
        return desk.sequence();
    }

    /** How many tickets there have ever been. */
    public long births() {
        return births;
    }

    Optional<Ticket> anyTicket(Status status, RandomGenerator random) {
        return byStatus.get(status).pick(random).map(desk::ticket);
    }

    boolean hasAgent(String agent) {
        return desk.agent(new AgentId(agent)) != null;
    }

    Optional<Agent> anyAgent(boolean online, RandomGenerator random) {
        List<Agent> some = desk.agents().stream()
                .filter(agent -> agent.isOnline() == online)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }
}
