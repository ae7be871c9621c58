package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * What must hold of a desk after every decision (the rulebook's last chapter), looked at by a plain scan over all rows: nothing
 * here asks an index for an answer without comparing it with what the rows say. Costs as much as the desk is large, so it is for
 * tests, demonstrations and audits, never for the path of a decision. Touches nothing, keeps nothing.
 */
public final class Invariants {
    private static final Comparator<Ticket> SERVED_FIRST =
            Comparator.comparing(Ticket::priority).thenComparing(Ticket::since).thenComparing(Ticket::id);

    private final Desk desk;
    private final List<Ticket> tickets = new ArrayList<>();
    private final Map<AgentId, Agent> agents = new HashMap<>();
    private final Map<AgentId, TreeSet<TicketId>> active = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private Invariants(Desk desk, DeskRows rows) {
        this.desk = desk;
        rows.openTickets().forEach(tickets::add);
        rows.agents().forEach(agent -> agents.put(agent.id(), agent));
        for (Ticket ticket : tickets) {
            if (ticket.status() == Status.ACTIVE && ticket.assignee() != null) {
                active.computeIfAbsent(ticket.assignee(), id -> new TreeSet<>()).add(ticket.id());
            }
        }
    }

    /**
     * Looks at a desk between two decisions.
     *
     * @param desk the desk
     * @param rows the rows that it was opened on
     * @return one sentence for each thing that does not hold; empty when all holds, never null
     */
    public static List<String> violations(Desk desk, DeskRows rows) {
        Invariants invariants = new Invariants(desk, rows);
        invariants.tickets();
        invariants.agents();
        invariants.waitingLine();
        invariants.routing();
        return List.copyOf(invariants.violations);
    }

    /**
     * Looks at one ticket by itself, which may be Closed: it has a status, and an assignee as its status demands.
     *
     * @return one sentence for each thing that does not hold; empty when all holds, never null
     */
    public static List<String> violations(Ticket ticket) {
        List<String> violations = new ArrayList<>();
        if (ticket.status() == null) {
            violations.add("Ticket " + ticket.id() + " has no status.");
        } else if (ticket.status().hasAssignee() && ticket.assignee() == null) {
            violations.add("Ticket " + ticket.id() + " is " + ticket.status() + " and has no assignee.");
        } else if (!ticket.status().hasAssignee() && ticket.assignee() != null) {
            violations.add("Ticket " + ticket.id() + " is " + ticket.status() + " and has the assignee "
                    + ticket.assignee() + ".");
        }
        if (ticket.assignee() != null && !ticket.assignee().equals(ticket.lastAssignee())) {
            violations.add("Ticket " + ticket.id() + " is held by " + ticket.assignee() + ", but its last assignee is "
                    + ticket.lastAssignee() + ".");
        }
        return violations;
    }

    private void tickets() {
        for (Ticket ticket : tickets) {
            violations.addAll(violations(ticket));
            if (!ticket.equals(desk.ticket(ticket.id()))) {
                violations.add("Ticket " + ticket.id() + " is another in the desk than in its rows.");
            }
            if (ticket.status() == Status.ACTIVE && !isOnline(ticket.assignee())) {
                violations.add("Ticket " + ticket.id() + " is ACTIVE, and its assignee " + ticket.assignee()
                        + " is not ONLINE.");
            }
        }
    }

    private boolean isOnline(AgentId id) {
        Agent agent = agents.get(id);
        return agent != null && agent.isOnline();
    }

    private void agents() {
        for (Agent agent : desk.agents()) {
            if (!agent.equals(agents.get(agent.id()))) {
                violations.add("The desk has " + agent + ", and its rows have " + agents.get(agent.id()) + ".");
            }
        }
        for (Agent agent : agents.values()) {
            if (desk.agent(agent.id()) == null) {
                violations.add("The rows have " + agent + ", whom the desk does not know.");
            }
            TreeSet<TicketId> held = active.getOrDefault(agent.id(), new TreeSet<>());
            if (desk.load(agent.id()) != held.size()) {
                violations.add("The load of " + agent.id() + " is " + held.size() + ", and the desk says "
                        + desk.load(agent.id()) + ".");
            }
            if (!List.copyOf(desk.activeTickets(agent.id())).equals(List.copyOf(held))) {
                violations.add("The Active tickets of " + agent.id() + " are " + held + ", and the desk says "
                        + desk.activeTickets(agent.id()) + ".");
            }
        }
    }

    private void waitingLine() {
        List<Ticket> pending = new ArrayList<>();
        for (Ticket ticket : tickets) {
            if (ticket.status() == Status.PENDING) {
                pending.add(ticket);
            }
        }
        pending.sort(SERVED_FIRST);
        List<TicketId> waiting = new ArrayList<>();
        pending.forEach(ticket -> waiting.add(ticket.id()));
        if (!desk.waitingLine().equals(waiting)) {
            violations.add("The waiting line is " + waiting + ", and the desk says " + desk.waitingLine() + ".");
        }
        if (desk.waitingCount() != waiting.size()) {
            violations.add(waiting.size() + " tickets are PENDING, and the desk says " + desk.waitingCount() + ".");
        }
        TicketId first = waiting.isEmpty() ? null : waiting.getFirst();
        if (!Objects.equals(desk.firstWaiting(), first)) {
            violations.add(
                    "The first in the waiting line is " + first + ", and the desk says " + desk.firstWaiting() + ".");
        }
    }

    private void routing() {
        Agent mostAvailable = null;
        for (Agent agent : agents.values()) {
            boolean available = agent.isOnline() && load(agent) < capacity(agent);
            if (available && (mostAvailable == null || isBefore(agent, mostAvailable))) {
                mostAvailable = agent;
            }
        }
        AgentId next = mostAvailable == null ? null : mostAvailable.id();
        if (!Objects.equals(desk.mostAvailable(), next)) {
            violations.add("The most available agent is " + next + ", and the desk says " + desk.mostAvailable() + ".");
        }
        for (Ticket ticket : tickets) {
            if (next != null && ticket.status() == Status.PENDING) {
                violations.add("Ticket " + ticket.id() + " is PENDING while " + next + " is available.");
            }
        }
    }

    /** Decision 4: the least load, then the last assignment furthest back, then the lower id. */
    private boolean isBefore(Agent one, Agent other) {
        if (load(one) != load(other)) {
            return load(one) < load(other);
        }
        return one.lastAssigned() != other.lastAssigned()
                ? one.lastAssigned() < other.lastAssigned()
                : one.id().compareTo(other.id()) < 0;
    }

    private int load(Agent agent) {
        TreeSet<TicketId> held = active.get(agent.id());
        return held == null ? 0 : held.size();
    }

    private int capacity(Agent agent) {
        return agent.capacity() == null ? desk.settings().defaultCapacity() : agent.capacity();
    }
}
