package org.ticketdesk.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.EventRecord;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.Requests;

/**
 * What is published at a busy desk, written by a seed: first its agents and tickets come to be, then conversations go on. Nearly
 * nine actions of ten are messages on Active tickets; the rest are tickets that are opened, closed, set aside, parked, taken up
 * again and transferred, agents who step away and come back, and now and then a retry and a request that is refused. So that the
 * actions make sense, the desk is kept in memory beside it. The same seed gives the same actions. Not thread-safe.
 */
final class BusyDesk {
    private static final Actor ADMIN = Actions.admin("ada");
    private static final long SEVEN_DAYS = 604_800_000;
    private static final int CAPACITY = 5;
    private static final List<Priority> PRIORITIES =
            List.of(Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.URGENT);

    private final String id;
    private final int agents;
    private final int fullAt;
    private final SplittableRandom random;
    private final WatchedRows rows = new WatchedRows(false);
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final Map<Status, Bag> tickets = new EnumMap<>(Status.class);
    private byte[] last;
    private int count;

    /**
     * Opens a desk.
     *
     * @param id its id
     * @param agents how many join and come ONLINE
     * @param tickets how many are opened; no more are Active than the agents can take
     * @param seed of what happens
     * @param log is given each action, as published
     */
    BusyDesk(String id, int agents, int tickets, long seed, Consumer<byte[]> log) {
        this.id = id;
        this.agents = agents;
        this.fullAt = Math.min(agents * CAPACITY * 4 / 5, tickets / 2);
        this.random = new SplittableRandom(seed);
        for (Status status : Status.values()) {
            this.tickets.put(status, new Bag());
        }
        log.accept(asked(null, ADMIN, new ConfigureDesk(SEVEN_DAYS, SEVEN_DAYS, SEVEN_DAYS, CAPACITY)));
        for (int agent = 0; agent < agents; agent++) {
            log.accept(asked(null, ADMIN, new AddAgent(name(agent), null)));
            log.accept(asked(null, Actions.agent(name(agent)), new SetPresence(Presence.ONLINE, null)));
        }
        for (int ticket = 0; ticket < tickets; ticket++) {
            log.accept(opened());
            while (isFull()) {
                int chance = random.nextInt(10);
                log.accept(chance < 7 ? closed() : chance < 9 ? setAside() : parked());
            }
        }
    }

    String id() {
        return id;
    }

    /** Where the desk's story has come to. */
    Head head() {
        return desk.head();
    }

    /** The tickets and agents as they are. */
    WatchedRows rows() {
        return rows;
    }

    /** How many actions there were, and the time of the last one, in milliseconds since 1970: a millisecond each. */
    int count() {
        return count;
    }

    /** The next action, as published. */
    byte[] next() {
        int chance = random.nextInt(1_000);
        if (chance < 870) {
            return message();
        } else if (chance < 905) {
            return isFull() ? closed() : opened();
        } else if (chance < 925) {
            return setAside();
        } else if (chance < 945) {
            return customerWrites(Status.IDLE);
        } else if (chance < 955) {
            return parked();
        } else if (chance < 965) {
            return customerWrites(Status.IN_PROGRESS);
        } else if (chance < 970) {
            return on(Status.CLOSED, ADMIN, new ReopenTicket());
        } else if (chance < 975) {
            return on(Status.CLOSED, ADMIN, new CloseTicket());
        } else if (chance < 982) {
            return transferred();
        } else if (chance < 990) {
            return on(Status.ACTIVE, ADMIN, new ChangePriority(PRIORITIES.get(random.nextInt(PRIORITIES.size()))));
        } else if (chance < 998) {
            return presence();
        }
        return last;
    }

    private boolean isFull() {
        return tickets.get(Status.ACTIVE).size() + tickets.get(Status.PENDING).size() >= fullAt;
    }

    private byte[] opened() {
        Channel channel = random.nextInt(3) == 0 ? Channel.SOCIAL : Channel.IN_APP;
        return asked(
                new TicketId("t-" + count),
                Actions.customer("c-" + count),
                new OpenTicket(channel, Priority.MEDIUM, null));
    }

    private byte[] message() {
        Ticket ticket = drawn(Status.ACTIVE);
        if (ticket == null) {
            return opened();
        }
        return asked(ticket.id(), random.nextBoolean() ? customerOf(ticket) : holderOf(ticket), said());
    }

    private byte[] customerWrites(Status where) {
        Ticket ticket = drawn(where);
        return ticket == null ? message() : asked(ticket.id(), customerOf(ticket), said());
    }

    private byte[] closed() {
        return on(Status.ACTIVE, ADMIN, new CloseTicket());
    }

    /** Whoever waits for an answer is not set aside, but answered. */
    private byte[] setAside() {
        Ticket ticket = drawn(Status.ACTIVE);
        if (ticket == null) {
            return opened();
        }
        return asked(ticket.id(), holderOf(ticket), ticket.lastWord() == LastWord.DESK ? new MoveToIdle() : said());
    }

    private byte[] parked() {
        Ticket ticket = drawn(Status.ACTIVE);
        return ticket == null ? opened() : asked(ticket.id(), holderOf(ticket), new MoveToInProgress());
    }

    private byte[] transferred() {
        return on(Status.ACTIVE, ADMIN, new AssignTicket(name(random.nextInt(agents))));
    }

    /** One in ten is away at most: whoever steps away is followed by somebody who comes back. */
    private byte[] presence() {
        AgentId agent = new AgentId(name(random.nextInt(Math.max(1, agents / 10))));
        Presence next = desk.isOnline(agent) ? Presence.AWAY : Presence.ONLINE;
        return asked(null, Actions.agent(agent.value()), new SetPresence(next, null));
    }

    private byte[] on(Status status, Actor actor, EventRecord what) {
        Ticket ticket = drawn(status);
        return ticket == null ? message() : asked(ticket.id(), actor, what);
    }

    private Ticket drawn(Status status) {
        TicketId ticket = tickets.get(status).draw(random);
        return ticket == null ? null : desk.ticket(ticket);
    }

    private SendMessage said() {
        return new SendMessage("m-" + count);
    }

    private static Actor customerOf(Ticket ticket) {
        return Actions.customer(ticket.customer().value());
    }

    private static Actor holderOf(Ticket ticket) {
        return Actions.agent(ticket.assignee().value());
    }

    private static String name(int agent) {
        return "agent-" + agent;
    }

    private byte[] asked(TicketId ticket, Actor actor, EventRecord what) {
        DeskAction action =
                Actions.of(id + "-action-" + count++, id, ticket == null ? null : ticket.value(), actor, what);
        if (Rulebook.decide(desk, Requests.of(action), count).outcome() instanceof Outcome.Accepted accepted) {
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed) {
                    if (changed.from() != null) {
                        tickets.get(changed.from()).remove(changed.ticket());
                    }
                    tickets.get(changed.to()).add(changed.ticket());
                }
            }
        }
        last = Codec.DESK_ACTION.encode(action);
        return last;
    }
}
