package org.ticketdesk.audit.asof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.mapping.Entries;

/**
 * A desk as it was at a moment of its story: all of it, but for the memory of action ids, which nobody looks at from outside.
 * Not thread-safe.
 */
public final class PastDesk {
    private static final List<Status> STATUSES =
            List.of(Status.PENDING, Status.ACTIVE, Status.PROACTIVE, Status.IN_PROGRESS, Status.IDLE, Status.CLOSED);

    private final String id;
    private final InMemoryRows rows;
    private final Desk desk;

    private PastDesk(String id, InMemoryRows rows, Head head) {
        this.id = id;
        this.rows = rows;
        this.desk = new Desk(rows, head);
    }

    /** A desk of which nobody has heard yet. */
    static PastDesk beforeItsStory(String id) {
        return new PastDesk(id, new InMemoryRows(), Head.OF_A_NEW_DESK);
    }

    /** A desk that is the same now, and does not follow this one. */
    PastDesk copy() {
        InMemoryRows copied = new InMemoryRows();
        rows.tickets().forEach(copied::put);
        rows.agents().forEach(copied::put);
        return new PastDesk(id, copied, desk.head());
    }

    /**
     * Applies the next entry.
     *
     * @throws BrokenJournal when it is not the next one, or says what cannot be
     */
    void apply(JournalEntry entry) {
        if (entry.getSequence() != desk.sequence() + 1) {
            throw new BrokenJournal("The journal of desk " + id + " has entry " + entry.getSequence() + " after entry "
                    + desk.sequence() + ", expected entry " + (desk.sequence() + 1));
        }
        try {
            desk.apply(entry.getAt().toEpochMilli(), new ActionId(entry.getActionId()), false, Entries.outcome(entry));
        } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
            throw new BrokenJournal("Entry " + entry.getSequence() + " of desk " + id
                    + " says what cannot follow from the entries before it (" + e.getMessage() + ")");
        }
    }

    /** The desk's id. */
    public String id() {
        return id;
    }

    /** What it had set. */
    public SettingsAsOf settings() {
        return SettingsAsOf.of(desk.settings());
    }

    /** The sequence of the last entry that had been decided; 0 when none had. */
    public long sequence() {
        return desk.sequence();
    }

    /** The desk's time of that entry. */
    public Instant at() {
        return Instant.ofEpochMilli(desk.at());
    }

    /** The desk, with everything but its tickets. */
    public DeskAsOf summary() {
        Map<String, Long> counts = LinkedHashMap.newLinkedHashMap(STATUSES.size());
        STATUSES.forEach(status -> counts.put(status.name(), 0L));
        rows.tickets().forEach(ticket -> counts.merge(ticket.status().name(), 1L, Long::sum));
        return new DeskAsOf(id, sequence(), at(), settings(), counts, waitingLine(), agents());
    }

    private List<WaitingAsOf> waitingLine() {
        return desk.waitingLine().stream()
                .map(desk::ticket)
                .map(ticket -> new WaitingAsOf(
                        ticket.id().value(),
                        ticket.customer().value(),
                        ticket.channel().name(),
                        ticket.priority().name(),
                        Instant.ofEpochMilli(ticket.since())))
                .toList();
    }

    /** Its agents, by their ids. */
    public List<AgentAsOf> agents() {
        Map<AgentId, List<String>> held = held();
        return desk.agents().stream()
                .sorted(Comparator.comparing(Agent::id))
                .map(agent -> asOf(agent, held))
                .toList();
    }

    /** The agent of this id; empty when there was none. */
    public Optional<AgentAsOf> agent(String agent) {
        return Optional.ofNullable(desk.agent(new AgentId(agent))).map(found -> asOf(found, held()));
    }

    private AgentAsOf asOf(Agent agent, Map<AgentId, List<String>> held) {
        int load = desk.load(agent.id());
        int capacity = desk.capacity(agent);
        return new AgentAsOf(
                agent.id().value(),
                agent.presence().name(),
                load,
                capacity,
                agent.capacity(),
                agent.isOnline() && load < capacity,
                held.getOrDefault(agent.id(), List.of()));
    }

    private Map<AgentId, List<String>> held() {
        Map<AgentId, List<String>> held = new HashMap<>();
        for (Ticket ticket : rows.openTickets()) {
            if (ticket.assignee() != null) {
                held.computeIfAbsent(ticket.assignee(), agent -> new ArrayList<>())
                        .add(ticket.id().value());
            }
        }
        held.values().forEach(tickets -> tickets.sort(null));
        return held;
    }

    /** The ticket of this id, also a Closed one; empty when there was none. */
    public Optional<TicketAsOf> ticket(String ticket) {
        return Optional.ofNullable(desk.ticket(new TicketId(ticket))).map(TicketAsOf::of);
    }

    /** The tickets that were not Closed, by their ids. */
    public List<TicketAsOf> openTickets() {
        List<Ticket> open = new ArrayList<>();
        rows.openTickets().forEach(open::add);
        return inOrder(open);
    }

    /** All tickets, by their ids. */
    List<TicketAsOf> tickets() {
        return inOrder(new ArrayList<>(rows.tickets()));
    }

    private static List<TicketAsOf> inOrder(List<Ticket> tickets) {
        tickets.sort(Comparator.comparing(Ticket::id));
        return tickets.stream().map(TicketAsOf::of).toList();
    }
}
