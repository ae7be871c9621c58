package org.ticketdesk.core.desk;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Role;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * One desk: the fold over its story so far. {@link #evolve} is the only way in which tickets, agents and settings change, in live
 * running, recovery and replay alike. The orders that decisions ask for (the waiting line, who is most available, which clocks
 * have run out) follow the rows, and are found again from them when a desk is opened. Not thread-safe.
 */
public final class Desk {
    /** How long an action id is remembered (decision 12): 24 hours, in milliseconds. */
    public static final long MEMORY_MS = 86_400_000;

    private static final int FORGOTTEN_PER_ENTRY = 2;

    private final DeskRows rows;
    private final WaitingLine waiting = new WaitingLine();
    private final Roster roster = new Roster();
    private final Clocks clocks = new Clocks();
    private long sequence;
    private long at;
    private Settings settings;

    /**
     * Opens a desk.
     *
     * @param rows its rows
     * @param head where its story has come to
     */
    public Desk(DeskRows rows, Head head) {
        this.rows = rows;
        this.sequence = head.sequence();
        this.at = head.at();
        this.settings = head.settings();
        for (Agent agent : rows.agents()) {
            roster.put(agent);
        }
        for (Ticket ticket : rows.openTickets()) {
            enter(ticket);
        }
    }

    /** A new desk, in memory. */
    public static Desk inMemory() {
        return new Desk(new InMemoryRows(), Head.OF_A_NEW_DESK);
    }

    /** Where the story has come to. */
    public Head head() {
        return new Head(sequence, at, settings);
    }

    /** The sequence of the last entry; 0 when there is none. */
    public long sequence() {
        return sequence;
    }

    /** The desk's time, epoch milliseconds: the log's, made non-decreasing (decision 13). */
    public long at() {
        return at;
    }

    /** The settings as they are. */
    public Settings settings() {
        return settings;
    }

    /** The ticket of this id, or null. */
    public Ticket ticket(TicketId id) {
        return rows.ticket(id);
    }

    /** The agent of this id, or null; null for a null id. */
    public Agent agent(AgentId id) {
        return id == null ? null : roster.agent(id);
    }

    /** Whether this is an agent of the desk, and ONLINE. */
    public boolean isOnline(AgentId id) {
        Agent agent = agent(id);
        return agent != null && agent.isOnline();
    }

    /** All agents, in no particular order; a view. */
    public Collection<Agent> agents() {
        return roster.agents();
    }

    /** The Active tickets of an agent in the order of their ids; a view. */
    public SortedSet<TicketId> activeTickets(AgentId agent) {
        return roster.active(agent);
    }

    /** How many Active tickets an agent holds. */
    public int load(AgentId agent) {
        return roster.load(agent);
    }

    /** How many Active tickets an agent may be routed: their own capacity, or the desk's default. */
    public int capacity(Agent agent) {
        return agent.capacity() == null ? settings.defaultCapacity() : agent.capacity();
    }

    /** The Pending ticket whose turn it is (decision 4), or null when none waits. */
    public TicketId firstWaiting() {
        return waiting.first();
    }

    /** The Pending tickets in the order in which they will be served. */
    public List<TicketId> waitingLine() {
        return waiting.inOrder();
    }

    /** How many tickets are Pending. */
    public int waitingCount() {
        return waiting.size();
    }

    /** The available agent who is given the next ticket (decision 4), or null when nobody is available. */
    public AgentId mostAvailable() {
        return roster.mostAvailable(settings.defaultCapacity());
    }

    /** The sequence and time of the first entry of an action id, as long as it is remembered (decision 12), or null. */
    public DeskRows.First remembered(ActionId id) {
        DeskRows.First first = rows.first(id);
        return first == null || at - first.at() > MEMORY_MS ? null : first;
    }

    /** When a clock may run out next: a lower bound, epoch milliseconds; {@link Long#MAX_VALUE} when none runs. */
    public long nextDeadline() {
        return clocks.next(settings);
    }

    /** How many clocks are watched: a hint, for people who look at the desk. */
    public int timersArmed() {
        return clocks.armed();
    }

    /**
     * Takes out the clock that has run out longest ago. It is not given again, whatever happens to its ticket, until
     * another clock runs there or {@link #watchAgain} is called.
     *
     * @param now epoch milliseconds
     * @return null when none has run out by {@code now}
     */
    public DueTimer takeDueTimer(long now) {
        return clocks.take(settings, now, rows::ticket);
    }

    /** Watches the ticket's clock again, if there is a ticket and one runs: what {@link #takeDueTimer} took has come to nothing. */
    public void watchAgain(TicketId id) {
        Ticket ticket = rows.ticket(id);
        if (ticket != null) {
            clocks.watchAgain(ticket);
        }
    }

    /**
     * Begins the next entry: every action takes a sequence and has a time, whatever comes of it. Some action ids that are old
     * are forgotten.
     *
     * @param appended when the log got the action, epoch milliseconds
     */
    public void begin(long appended) {
        sequence++;
        at = Math.max(at, appended);
        rows.forget(at - MEMORY_MS, FORGOTTEN_PER_ENTRY);
    }

    /** Remembers the action id of the entry that has begun (decision 12). */
    public void remember(ActionId id) {
        rows.remember(id, new DeskRows.First(sequence, at));
    }

    /**
     * Applies an entry that was decided before: recovery and replay go through here, with nothing decided.
     *
     * @param at the entry's time, epoch milliseconds
     * @param id the action's id
     * @param remembered whether the action is of a kind whose id is remembered: all but timers
     * @param outcome what was decided
     */
    public void apply(long at, ActionId id, boolean remembered, Outcome outcome) {
        begin(at);
        switch (outcome) {
            case Outcome.Accepted accepted -> accepted.facts().forEach(this::evolve);
            case Outcome.Refused refused -> {}
            case Outcome.Duplicate duplicate -> {
                return;
            }
        }
        if (remembered) {
            remember(id);
        }
    }

    /** Applies one fact of the entry that has begun. */
    public void evolve(Fact fact) {
        switch (fact) {
            case Fact.TicketOpened f -> rows.put(Ticket.opened(f, at));
            case Fact.ProactiveChatStarted f -> rows.put(Ticket.started(f, at));
            case Fact.MessageNoted f -> noted(f);
            case Fact.StatusChanged f -> changed(f);
            case Fact.AssigneeChanged f -> transferred(f);
            case Fact.PriorityChanged f -> {
                Ticket ticket = rows.ticket(f.ticket());
                move(ticket, ticket.with(f.to()));
            }
            case Fact.TimerDismissed f -> {}
            case Fact.AgentAdded f -> put(Agent.joining(f.agent(), f.capacity()));
            case Fact.AgentRemoved f -> {
                roster.remove(f.agent());
                rows.remove(f.agent());
            }
            case Fact.PresenceChanged f -> put(roster.agent(f.agent()).with(f.to()));
            case Fact.CapacityChanged f -> put(roster.agent(f.agent()).withCapacity(f.capacity()));
            case Fact.SettingsChanged f -> settings = f.settings();
        }
    }

    private void noted(Fact.MessageNoted fact) {
        LastWord word = fact.by().role() == Role.CUSTOMER ? LastWord.CUSTOMER : LastWord.DESK;
        Ticket ticket = rows.ticket(fact.ticket()).with(word, at);
        clocks.follow(ticket);
        rows.put(ticket);
    }

    private void changed(Fact.StatusChanged fact) {
        Ticket before = rows.ticket(fact.ticket());
        if (before.status() != fact.from()) {
            throw new IllegalStateException(
                    "Ticket " + fact.ticket() + " is " + before.status() + ", so it cannot leave " + fact.from());
        }
        move(before, before.in(fact.to(), fact.assignee(), at));
        if (fact.row().isAssignment()) {
            put(roster.agent(fact.assignee()).assignedAt(sequence));
        }
    }

    private void transferred(Fact.AssigneeChanged fact) {
        Ticket before = rows.ticket(fact.ticket());
        if (!Objects.equals(before.assignee(), fact.from())) {
            throw new IllegalStateException(
                    "Ticket " + fact.ticket() + " is held by " + before.assignee() + ", not by " + fact.from());
        }
        move(before, before.heldBy(fact.to()));
        put(roster.agent(fact.to()).assignedAt(sequence));
    }

    private void move(Ticket before, Ticket after) {
        if (before.status() == Status.ACTIVE) {
            roster.laysDown(before);
        }
        if (after.status() == Status.ACTIVE) {
            roster.takesUp(after);
        }
        waiting.follow(before, after);
        clocks.follow(after);
        rows.put(after);
    }

    private void enter(Ticket ticket) {
        if (ticket.status() == Status.ACTIVE) {
            roster.takesUp(ticket);
        }
        waiting.enter(ticket);
        clocks.follow(ticket);
    }

    private void put(Agent agent) {
        roster.put(agent);
        rows.put(agent);
    }
}
