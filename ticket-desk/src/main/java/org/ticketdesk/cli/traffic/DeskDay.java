package org.ticketdesk.cli.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.RemoveAgent;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.StartProactiveChat;

/**
 * A busy day at one desk, in fast motion: what somebody there does next, given what the desk is like. Every third customer falls
 * silent once they have been answered, so that clocks run out. Not thread-safe.
 */
final class DeskDay {
    /** Wanted: a little more than the agents can take, so that there is a waiting line now and then. */
    private static final double DEMAND = 1.05;

    private static final int CAPACITY = 4;
    private static final int REMEMBERED = 50;

    private final KnownDesk desk;
    private final Voice voice;
    private final long birthsBefore;
    private final String tickets;
    private final RandomGenerator random;
    private final int agents;
    private final List<Choice> choices = new ArrayList<>();
    private final int weights;
    private final Deque<DeskAction> recent = new ArrayDeque<>();
    private long ticketNumber;
    private long messageNumber;
    private long customerNumber;

    /** Something that people do: how often compared with the rest, and how; empty when there is no occasion for it. */
    private record Choice(int weight, Supplier<Optional<DeskAction>> act) {}

    /**
     * @param desk as it is known
     * @param agents how many work there
     * @param ids what the ids of its actions begin with, never used before
     * @param tickets what the ids of its tickets begin with, never used before
     * @param random the dice
     */
    DeskDay(KnownDesk desk, int agents, String ids, String tickets, RandomGenerator random) {
        this.desk = desk;
        this.voice = new Voice(desk.id(), ids);
        this.birthsBefore = desk.births();
        this.tickets = tickets;
        this.random = random;
        this.agents = agents;
        customers();
        agents();
        admins();
        mishaps();
        this.weights = choices.stream().mapToInt(Choice::weight).sum();
    }

    /** Before the doors open: settings with short clocks, and the agents at their places. */
    List<DeskAction> opening() {
        List<DeskAction> actions = new ArrayList<>();
        actions.add(voice.admin(null, new ConfigureDesk(1_500L, 2_000L, 2_000L, CAPACITY)));
        for (int i = 0; i < agents; i++) {
            actions.add(voice.admin(null, new AddAgent(Names.agent(i), null)));
            actions.add(voice.agent(Names.agent(i), null, new SetPresence(Presence.ONLINE, null)));
        }
        return actions;
    }

    /** After the doors have closed: no clock runs any more. */
    DeskAction closing() {
        return voice.admin(null, new ConfigureDesk(0L, 0L, 0L, null));
    }

    /** What somebody does next. */
    DeskAction next() {
        DeskAction action = null;
        while (action == null) {
            int dice = random.nextInt(weights);
            int chosen = 0;
            while (dice >= choices.get(chosen).weight()) {
                dice -= choices.get(chosen).weight();
                chosen++;
            }
            action = choices.get(chosen).act().get().orElse(null);
        }
        recent.add(action);
        if (recent.size() > REMEMBERED) {
            recent.remove();
        }
        return action;
    }

    private void customers() {
        choice(16, () -> demand() < agents * CAPACITY * DEMAND ? Optional.of(opensTicket()) : Optional.empty());
        choice(1, () -> Optional.of(opensTicket()));
        choice(22, () -> ticket(Status.ACTIVE).filter(DeskDay::isTalkative).map(this::customerWrites));
        choice(4, () -> ticket(Status.IDLE).filter(DeskDay::isTalkative).map(this::customerWrites));
        choice(4, () -> ticket(Status.PROACTIVE).map(this::customerWrites));
        choice(5, () -> ticket(Status.IN_PROGRESS).filter(DeskDay::isTalkative).map(this::customerWrites));
        choice(2, () -> ticket(Status.PENDING).map(this::customerWrites));
        choice(1, () -> ticket(Status.CLOSED).map(this::customerWrites));
    }

    private void agents() {
        choice(
                34,
                () -> ticket(Status.ACTIVE)
                        .filter(ticket -> ticket.lastWord() == LastWord.CUSTOMER)
                        .map(ticket -> byHolder(ticket, message())));
        choice(
                1,
                () -> online().map(agent -> voice.agent(
                        agent.id().value(), newTicket(), new StartProactiveChat(newCustomer(), Priority.MEDIUM))));
        choice(4, () -> ticket(Status.ACTIVE).map(ticket -> byHolder(ticket, new MoveToInProgress())));
        choice(2, () -> ticket(Status.IDLE).map(ticket -> byHolder(ticket, new MoveToInProgress())));
        choice(
                4,
                () -> ticket(Status.ACTIVE)
                        .filter(ticket -> ticket.lastWord() == LastWord.DESK)
                        .map(ticket -> byHolder(ticket, new MoveToIdle())));
        choice(
                6,
                () -> ticket(Status.ACTIVE)
                        .filter(ticket -> ticket.channel() == org.ticketdesk.core.journey.Channel.SOCIAL)
                        .map(ticket -> byHolder(ticket, new CloseTicket())));
        choice(3, () -> ticket(Status.IDLE).map(ticket -> byHolder(ticket, new CloseTicket())));
        choice(
                1,
                () -> ticket(Status.CLOSED)
                        .filter(ticket -> ticket.lastAssignee() != null)
                        .map(ticket -> voice.agent(
                                ticket.lastAssignee().value(), ticket.id().value(), new ReopenTicket())));
        choice(
                2,
                () -> ticket(Status.ACTIVE)
                        .flatMap(ticket -> online().map(other ->
                                byHolder(ticket, new AssignTicket(other.id().value())))));
        choice(
                1,
                () -> online().map(agent -> voice.agent(
                        agent.id().value(),
                        null,
                        new SetPresence(random.nextBoolean() ? Presence.AWAY : Presence.OFFLINE, null))));
        choice(
                5,
                () -> desk.anyAgent(false, random)
                        .map(agent -> voice.agent(agent.id().value(), null, new SetPresence(Presence.ONLINE, null))));
    }

    private void admins() {
        choice(5, () -> ticket(Status.ACTIVE).map(ticket -> byAdmin(ticket, new CloseTicket())));
        choice(1, () -> ticket(Status.CLOSED).map(ticket -> byAdmin(ticket, new ReopenTicket())));
        choice(1, () -> ticket(Status.ACTIVE).map(ticket -> byAdmin(ticket, message())));
        choice(
                1,
                () -> ticket(Status.PENDING)
                        .flatMap(ticket -> online().map(agent ->
                                byAdmin(ticket, new AssignTicket(agent.id().value())))));
        choice(
                3,
                () -> ticket(Status.IN_PROGRESS)
                        .flatMap(ticket -> online().map(agent ->
                                byAdmin(ticket, new AssignTicket(agent.id().value())))));
        choice(2, () -> ticket(Status.PENDING).map(ticket -> byAdmin(ticket, new ChangePriority(priority()))));
        choice(
                1,
                () -> online().map(agent -> voice.admin(
                        null, new SetPresence(Presence.AWAY, agent.id().value()))));
        choice(
                1,
                () -> online().map(agent -> voice.admin(
                        null,
                        new SetCapacity(agent.id().value(), random.nextBoolean() ? null : random.nextInt(2, 7)))));
        choice(
                1,
                () -> Optional.of(voice.admin(
                        null, desk.hasAgent(Names.TEMP) ? new RemoveAgent(Names.TEMP) : new AddAgent(Names.TEMP, 2))));
        choice(
                1,
                () -> Optional.of(voice.admin(
                        null, new ConfigureDesk(null, null, null, random.nextInt(CAPACITY - 1, CAPACITY + 2)))));
    }

    /** What goes wrong in a day: a retry of what was sent already, and requests that the rules do not allow. */
    private void mishaps() {
        choice(4, () -> Optional.ofNullable(recent.peekFirst()));
        choice(
                1,
                () -> ticket(Status.ACTIVE)
                        .map(ticket -> voice.customer(
                                ticket.customer().value(), ticket.id().value(), new CloseTicket())));
        choice(
                1,
                () -> ticket(Status.ACTIVE)
                        .filter(ticket -> ticket.lastWord() == LastWord.CUSTOMER)
                        .map(ticket -> byHolder(ticket, new MoveToIdle())));
        choice(
                1,
                () -> ticket(Status.ACTIVE)
                        .filter(ticket -> ticket.channel() == org.ticketdesk.core.journey.Channel.IN_APP)
                        .map(ticket -> byHolder(ticket, new CloseTicket())));
        choice(
                1,
                () -> ticket(Status.ACTIVE)
                        .flatMap(ticket -> online().map(agent ->
                                voice.agent(agent.id().value(), ticket.id().value(), new MoveToInProgress()))));
        choice(1, () -> online().map(agent -> voice.agent(agent.id().value(), "t-nowhere", message())));
        choice(1, () -> ticket(Status.CLOSED).map(ticket -> byAdmin(ticket, new ChangePriority(priority()))));
    }

    /** Tickets that want an agent's attention, with those of which the desk has not said yet what became of them. */
    private long demand() {
        return desk.count(Status.PENDING) + desk.count(Status.ACTIVE) + ticketNumber - (desk.births() - birthsBefore);
    }

    private void choice(int weight, Supplier<Optional<DeskAction>> act) {
        choices.add(new Choice(weight, act));
    }

    private Optional<Ticket> ticket(Status status) {
        return desk.anyTicket(status, random);
    }

    private Optional<Agent> online() {
        return desk.anyAgent(true, random);
    }

    private static boolean isTalkative(Ticket ticket) {
        return Math.floorMod(ticket.id().value().hashCode(), 3) != 0;
    }

    private DeskAction opensTicket() {
        Channel channel = random.nextInt(5) < 2 ? Channel.SOCIAL : Channel.IN_APP;
        String followsUp = random.nextInt(20) == 0
                ? ticket(Status.CLOSED).map(ticket -> ticket.id().value()).orElse(null)
                : null;
        return voice.customer(newCustomer(), newTicket(), new OpenTicket(channel, priority(), followsUp));
    }

    private DeskAction customerWrites(Ticket ticket) {
        return voice.customer(ticket.customer().value(), ticket.id().value(), message());
    }

    private DeskAction byHolder(Ticket ticket, org.apache.avro.specific.SpecificRecord action) {
        return voice.agent(ticket.assignee().value(), ticket.id().value(), action);
    }

    private DeskAction byAdmin(Ticket ticket, org.apache.avro.specific.SpecificRecord action) {
        return voice.admin(ticket.id().value(), action);
    }

    private SendMessage message() {
        return new SendMessage("m-" + ++messageNumber);
    }

    private String newTicket() {
        return tickets + ++ticketNumber;
    }

    private String newCustomer() {
        return "c-" + ++customerNumber;
    }

    private Priority priority() {
        int dice = random.nextInt(10);
        return dice < 6 ? Priority.MEDIUM : dice < 8 ? Priority.HIGH : dice < 9 ? Priority.LOW : Priority.URGENT;
    }
}
