package org.ticketdesk.core.story;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.rules.Rulebook;

/**
 * An endless log of one desk, written by a seed: every action by every actor, most of them sensible and some of them wild, with
 * retries, timers that are due, early, late and forged, and a broker's clock that stumbles back and jumps ahead. The same seed
 * and scale give the same log. Not thread-safe.
 *
 * <p>So that enough is accepted, the author keeps a desk of their own in memory, and asks it what stands where.
 */
public final class RandomStories {
    private static final int RETRIED_WITHIN = 4_000;
    private static final int PERCENT_WILD = 12;

    private final SplittableRandom random;
    private final int agents;
    private final int tickets;
    private final Desk desk = Desk.inMemory();
    private final List<TicketId> opened = new ArrayList<>();
    private final List<Request> said = new ArrayList<>();
    private long now = DeskStory.BEGINNING;
    private long count;

    private RandomStories(long seed, int agents, int tickets) {
        this.random = new SplittableRandom(seed);
        this.agents = agents;
        this.tickets = tickets;
    }

    /**
     * A log.
     *
     * @param seed which
     * @param agents how many ids there are of agents, from 1 up; at any time, most of them are agents of the desk
     * @param tickets how many tickets are opened before opening one becomes rare, from 1 up
     */
    public static RandomStories of(long seed, int agents, int tickets) {
        if (agents < 1 || tickets < 1) {
            throw new IllegalArgumentException(
                    "There are " + agents + " agents and " + tickets + " tickets; take at least 1 of each");
        }
        return new RandomStories(seed, agents, tickets);
    }

    /** The next lines of the log. */
    public List<Step> next(int lines) {
        return Stream.generate(this::next).limit(lines).toList();
    }

    /** The next line of the log. */
    public Step next() {
        count++;
        timePasses();
        Request request = request();
        if (Rulebook.decide(desk, request, now).outcome() instanceof Outcome.Accepted
                && request.action() instanceof Action.Birth birth) {
            opened.add(birth.ticket());
        }
        said.add(request);
        return new Step(request, now);
    }

    private void timePasses() {
        int chance = random.nextInt(10_000);
        if (chance < 5) {
            now += random.nextLong(2 * Desk.MEMORY_MS);
        } else if (chance < 60) {
            now += random.nextLong(3_600_000);
        } else if (chance < 300) {
            now -= random.nextLong(2_000);
        } else if (chance < 7_000) {
            now += random.nextLong(3_000);
        }
    }

    private Request request() {
        if (!said.isEmpty() && random.nextInt(100) < 3) {
            return said.get(Math.max(0, said.size() - 1 - random.nextInt(RETRIED_WITHIN)));
        }
        ActionId id = new ActionId("a-" + count);
        DueTimer due = random.nextInt(100) < 15 ? desk.takeDueTimer(now) : null;
        if (due != null) {
            return new Request(id, new Actor.Clock(), new Action.FireTimer(due.ticket(), due.timer(), due.deadline()));
        }
        Action action = action();
        return new Request(id, actor(action), action);
    }

    private Action action() {
        int births = opened.size() < tickets ? 18 : 1;
        int chance = random.nextInt(150 + births);
        if (chance >= 150) {
            TicketId ticket = wild() && !opened.isEmpty() ? ticket() : new TicketId("t-" + count);
            return random.nextInt(6) == 0
                    ? new Action.StartProactiveChat(ticket, new CustomerId("c-" + count), priority())
                    : new Action.OpenTicket(ticket, channel(), priority(), random.nextInt(9) == 0 ? ticket() : null);
        }
        if (chance < 60) {
            return new Action.SendMessage(ticket(), new MessageId("m-" + count));
        } else if (chance < 72) {
            return new Action.MoveToInProgress(ticket());
        } else if (chance < 82) {
            return new Action.MoveToIdle(ticket());
        } else if (chance < 94) {
            return new Action.CloseTicket(ticket());
        } else if (chance < 100) {
            return new Action.ReopenTicket(ticket());
        } else if (chance < 110) {
            return new Action.AssignTicket(ticket(), agent());
        } else if (chance < 115) {
            return new Action.ChangePriority(ticket(), priority());
        } else if (chance < 119) {
            return forged(ticket());
        } else if (chance < 135) {
            return new Action.SetPresence(presence(), wild() ? null : agent());
        } else if (chance < 142) {
            return new Action.AddAgent(agent(), capacity());
        } else if (chance < 144) {
            return new Action.RemoveAgent(agent());
        } else if (chance < 149) {
            return new Action.SetCapacity(agent(), capacity());
        }
        return new Action.ConfigureDesk(duration(), duration(), duration(), 1 + random.nextInt(6));
    }

    /** A timer that nobody watched: of the clock that runs, where one does, so mostly early; or of any. */
    private Action forged(TicketId id) {
        Ticket ticket = desk.ticket(id);
        Ticket.Clock clock = ticket == null || wild() ? null : ticket.clock();
        Timer timer = clock == null ? Timer.values()[random.nextInt(3)] : clock.timer();
        return new Action.FireTimer(id, timer, now);
    }

    private Actor actor(Action action) {
        if (action instanceof Action.SetPresence own && own.agent() == null) {
            return new Actor.Agent(agent());
        }
        if (wild()) {
            return anybody();
        }
        return switch (action) {
            case Action.OpenTicket a -> new Actor.Customer(new CustomerId("c-" + count));
            case Action.StartProactiveChat a -> new Actor.Agent(agent());
            case Action.FireTimer a -> new Actor.Clock();
            case Action.SetPresence a -> random.nextBoolean() ? new Actor.Agent(a.agent()) : new Actor.Admin("root");
            case Action.SendMessage a ->
                random.nextInt(100) < 45 ? new Actor.Customer(new CustomerId("c-1")) : holderOf(a.ticket());
            case Action.MoveToInProgress a -> holderOf(a.ticket());
            case Action.MoveToIdle a -> holderOf(a.ticket());
            case Action.CloseTicket a -> random.nextInt(3) == 0 ? new Actor.Admin("root") : holderOf(a.ticket());
            case Action.ReopenTicket a -> random.nextBoolean() ? new Actor.Admin("root") : holderOf(a.ticket());
            case Action.AssignTicket a -> random.nextBoolean() ? new Actor.Admin("root") : holderOf(a.ticket());
            case Action.ChangePriority a -> holderOf(a.ticket());
            case Action.AddAgent a -> new Actor.Admin("root");
            case Action.RemoveAgent a -> new Actor.Admin("root");
            case Action.SetCapacity a -> new Actor.Admin("root");
            case Action.ConfigureDesk a -> new Actor.Admin("root");
        };
    }

    private Actor anybody() {
        return switch (random.nextInt(4)) {
            case 0 -> new Actor.Customer(new CustomerId("c-1"));
            case 1 -> new Actor.Agent(agent());
            case 2 -> new Actor.Clock();
            default -> new Actor.Admin("root");
        };
    }

    /** Who holds the ticket, or held it last; an admin when nobody ever did. */
    private Actor holderOf(TicketId id) {
        Ticket ticket = desk.ticket(id);
        return ticket == null || ticket.lastAssignee() == null
                ? new Actor.Admin("root")
                : new Actor.Agent(ticket.lastAssignee());
    }

    private boolean wild() {
        return random.nextInt(100) < PERCENT_WILD;
    }

    /** Mostly one of the latest: old tickets rest. */
    private TicketId ticket() {
        if (opened.isEmpty() || random.nextInt(500) == 0) {
            return new TicketId("t-unknown");
        }
        int reach = random.nextInt(3) == 0 ? opened.size() : Math.min(opened.size(), 4 * agents);
        return opened.get(opened.size() - 1 - random.nextInt(reach));
    }

    private AgentId agent() {
        return new AgentId("agent-" + random.nextInt(agents));
    }

    private Integer capacity() {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(8) : null;
    }

    /** From 1 second to 2 hours; sometimes off, and often as it is. */
    private Long duration() {
        return switch (random.nextInt(4)) {
            case 0 -> 0L;
            case 1 -> 1_000 + random.nextLong(7_200_000);
            default -> null;
        };
    }

    private Presence presence() {
        return random.nextInt(10) < 7 ? Presence.ONLINE : random.nextBoolean() ? Presence.AWAY : Presence.OFFLINE;
    }

    private Priority priority() {
        return Priority.values()[random.nextInt(4)];
    }

    private Channel channel() {
        return random.nextInt(3) == 0 ? Channel.SOCIAL : Channel.IN_APP;
    }
}
