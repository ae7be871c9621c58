package org.ticketdesk.events;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Records to test with: every kind of action and fact, with and without what may be left out. */
public final class Samples {

    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.250Z");

    private Samples() {}

    /** Actions of every kind. */
    public static List<DeskAction> actions() {
        return List.of(
                action("t-1", Role.CUSTOMER, "c-9", new OpenTicket(Channel.SOCIAL, Priority.MEDIUM, null)),
                action("t-1", Role.CUSTOMER, "c-9", new OpenTicket(Channel.IN_APP, Priority.URGENT, "t-0")),
                action("t-2", Role.AGENT, "bob", new StartProactiveChat("c-9", Priority.HIGH)),
                message(),
                action("t-1", Role.AGENT, "bob", new MoveToInProgress()),
                action("t-1", Role.AGENT, "bob", new MoveToIdle()),
                action("t-1", Role.ADMIN, "ada", new CloseTicket()),
                action("t-1", Role.ADMIN, "ada", new ReopenTicket()),
                action("t-1", Role.ADMIN, "ada", new AssignTicket("bob")),
                action("t-1", Role.AGENT, "bob", new ChangePriority(Priority.LOW)),
                action(null, Role.AGENT, "bob", new SetPresence(Presence.AWAY, null)),
                action(null, Role.ADMIN, "ada", new SetPresence(Presence.ONLINE, "bob")),
                action(null, Role.ADMIN, "ada", new AddAgent("bob", null)),
                action(null, Role.ADMIN, "ada", new AddAgent("eve", 100)),
                action(null, Role.ADMIN, "ada", new RemoveAgent("bob")),
                action(null, Role.ADMIN, "ada", new SetCapacity("bob", 3)),
                action(null, Role.ADMIN, "ada", new SetCapacity("bob", null)),
                action(null, Role.ADMIN, "ada", new ConfigureDesk(null, null, null, null)),
                action(null, Role.ADMIN, "ada", new ConfigureDesk(1_000L, 0L, 604_800_000L, 7)),
                action("t-1", Role.SYSTEM, "clock", new FireTimer(Timer.CLOSE_IDLE, 1_795_428_930_250L)));
    }

    /** The most frequent action: a customer's message. */
    public static DeskAction message() {
        var action = action("t-17", Role.CUSTOMER, "c-9", new SendMessage("m-3"));
        action.setOccurredAt(AT);
        return action;
    }

    /** An action with a fixed id, at the desk {@code sales}. */
    public static DeskAction action(String ticket, Role role, String id, Object what) {
        return new DeskAction("6f0c-1", "sales", ticket, new Actor(role, id), null, what);
    }

    /** Journal entries of each outcome, with every kind of fact. */
    public static List<JournalEntry> entries() {
        var everything = accepted();
        everything.setFacts(List.of(
                new TicketOpened("t-1", "c-9", Channel.IN_APP, Priority.MEDIUM, null),
                new TicketOpened("t-1", "c-9", Channel.SOCIAL, Priority.MEDIUM, "t-0"),
                new ProactiveChatStarted("t-2", "c-9", "bob", Priority.HIGH),
                new MessageNoted("t-17", Role.CUSTOMER, "c-9", "m-3"),
                new StatusChanged("t-1", null, Status.PENDING, "B1", null),
                new StatusChanged("t-1", Status.PENDING, Status.ACTIVE, "R1", "bob"),
                new AssigneeChanged("t-1", "bob", "eve"),
                new PriorityChanged("t-1", Priority.LOW, Priority.URGENT),
                new TimerDismissed("t-1", Timer.IDLE, Dismissal.MOVED_ON),
                new AgentAdded("bob", null),
                new AgentAdded("eve", 100),
                new AgentRemoved("bob"),
                new PresenceChanged("bob", Presence.OFFLINE, Presence.ONLINE),
                new CapacityChanged("bob", 3),
                new CapacityChanged("bob", null),
                new SettingsChanged(600_000L, null, null, 5)));
        var refused = entry(Outcome.REFUSED);
        refused.setReason(Reason.NOT_ASSIGNEE);
        refused.setDetail("t-17 is held by eve, not by bob");
        var duplicate = entry(Outcome.DUPLICATE);
        duplicate.setOf(4_711L);
        return List.of(accepted(), everything, refused, duplicate);
    }

    /** The entry of an answered message: the longest cascade of an ordinary day. */
    public static JournalEntry accepted() {
        var entry = entry(Outcome.ACCEPTED);
        entry.setOccurredAt(AT);
        entry.setFacts(List.of(
                new MessageNoted("t-17", Role.CUSTOMER, "c-9", "m-3"),
                new StatusChanged("t-17", Status.IN_PROGRESS, Status.PENDING, "R12", null),
                new StatusChanged("t-17", Status.PENDING, Status.ACTIVE, "R1", "bob")));
        return entry;
    }

    private static JournalEntry entry(Outcome outcome) {
        var hash = new byte[32];
        hash[0] = (byte) 0xAB;
        return JournalEntry.newBuilder()
                .setDesk("sales")
                .setSequence(4_711)
                .setActionId("6f0c-1")
                .setAt(AT)
                .setRules(1)
                .setActor(new Actor(Role.CUSTOMER, "c-9"))
                .setType("SendMessage")
                .setOutcome(outcome)
                .setSource(new Source(3, 123_456_789_012L))
                .setHash(new Hash(hash))
                .build();
    }

    /** A birth and a later change. */
    public static List<TicketStatusChanged> changes() {
        var later = change();
        later.setFrom(Status.IN_PROGRESS);
        later.setTo(Status.ACTIVE);
        later.setRow("R8");
        later.setSince(AT.minusSeconds(60));
        later.setAssignee("bob");
        later.setPreviousAssignee("eve");
        return List.of(change(), later);
    }

    private static TicketStatusChanged change() {
        return TicketStatusChanged.newBuilder()
                .setDesk("sales")
                .setTicket("t-17")
                .setSequence(4_711)
                .setIndex(1)
                .setAt(AT)
                .setTo(Status.PENDING)
                .setRow("B1")
                .setCustomer("c-9")
                .setChannel(Channel.IN_APP)
                .setPriority(Priority.MEDIUM)
                .setActionId("6f0c-1")
                .setActorRole(Role.CUSTOMER)
                .setActorId("c-9")
                .setActionType("OpenTicket")
                .setRules(1)
                .build();
    }

    /** A new ticket and one with a history. */
    public static List<TicketSnapshot> tickets() {
        var held = ticket();
        held.setFollowsUp("t-0");
        held.setAssignee("bob");
        held.setLastAssignee("bob");
        held.setLastWord(Side.DESK);
        return List.of(ticket(), held);
    }

    private static TicketSnapshot ticket() {
        return TicketSnapshot.newBuilder()
                .setDesk("sales")
                .setTicket("t-17")
                .setSequence(4_711)
                .setCustomer("c-9")
                .setChannel(Channel.IN_APP)
                .setPriority(Priority.MEDIUM)
                .setOpenedAt(AT)
                .setStatus(Status.PENDING)
                .setStatusSince(AT)
                .setLastWord(Side.CUSTOMER)
                .build();
    }

    /** All of them, by the name of their record. */
    public static List<? extends SpecificRecord> of(String record) {
        return switch (record) {
            case "DeskAction" -> actions();
            case "JournalEntry" -> entries();
            case "TicketStatusChanged" -> changes();
            case "TicketSnapshot" -> tickets();
            default -> throw new IllegalArgumentException("There are no samples of " + record);
        };
    }
}
