package org.ticketdesk.mapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.events.AgentAdded;
import org.ticketdesk.events.AgentRemoved;
import org.ticketdesk.events.AssigneeChanged;
import org.ticketdesk.events.CapacityChanged;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Dismissal;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.PresenceChanged;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.PriorityChanged;
import org.ticketdesk.events.ProactiveChatStarted;
import org.ticketdesk.events.Reason;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SettingsChanged;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;
import org.ticketdesk.events.Timer;
import org.ticketdesk.events.TimerDismissed;

/** Journal entries: from a decision of the rulebook to the wire, and back to its outcome. Stateless. */
public final class Entries {
    private Entries() {}

    /**
     * The entry for a decision, without its hash.
     *
     * @param action what was asked, as published
     * @param decision what came of it
     * @param partition where the action stands in the log
     * @param offset where the action stands in the log
     */
    public static JournalEntry of(DeskAction action, Decision decision, int partition, long offset) {
        JournalEntry entry = new JournalEntry();
        entry.setDesk(action.getDesk());
        entry.setSequence(decision.sequence());
        entry.setActionId(action.getActionId());
        entry.setAt(Instant.ofEpochMilli(decision.at()));
        entry.setRules(decision.rules());
        entry.setActor(action.getActor());
        entry.setType(typeOf(action));
        entry.setOccurredAt(action.getOccurredAt());
        entry.setFacts(List.of());
        switch (decision.outcome()) {
            case Outcome.Accepted accepted -> {
                entry.setOutcome(org.ticketdesk.events.Outcome.ACCEPTED);
                List<Object> facts = new ArrayList<>(accepted.facts().size());
                for (Fact fact : accepted.facts()) {
                    facts.add(toWire(fact));
                }
                entry.setFacts(facts);
            }
            case Outcome.Refused refused -> {
                entry.setOutcome(org.ticketdesk.events.Outcome.REFUSED);
                entry.setReason(Reason.valueOf(refused.reason().name()));
                entry.setDetail(refused.detail());
            }
            case Outcome.Duplicate duplicate -> {
                entry.setOutcome(org.ticketdesk.events.Outcome.DUPLICATE);
                entry.setOf(duplicate.of());
            }
        }
        entry.setSource(new Source(partition, offset));
        return entry;
    }

    /** The name of an action's kind, as it stands in {@code action.type}. */
    public static String typeOf(DeskAction action) {
        return action.getAction().getClass().getSimpleName();
    }

    /**
     * The outcome in an entry.
     *
     * @throws IllegalArgumentException if the entry has a fact that this version does not know
     */
    public static Outcome outcome(JournalEntry entry) {
        return switch (entry.getOutcome()) {
            case ACCEPTED -> {
                List<Fact> facts = new ArrayList<>(entry.getFacts().size());
                for (Object fact : entry.getFacts()) {
                    facts.add(fromWire(fact, entry));
                }
                yield new Outcome.Accepted(Collections.unmodifiableList(facts));
            }
            case REFUSED ->
                new Outcome.Refused(
                        org.ticketdesk.core.journey.Reason.valueOf(
                                entry.getReason().name()),
                        entry.getDetail());
            case DUPLICATE -> new Outcome.Duplicate(entry.getOf());
        };
    }

    private static Object toWire(Fact fact) {
        return switch (fact) {
            case Fact.TicketOpened f ->
                new TicketOpened(
                        f.ticket().value(),
                        f.customer().value(),
                        Channel.valueOf(f.channel().name()),
                        Priority.valueOf(f.priority().name()),
                        f.followsUp() == null ? null : f.followsUp().value());
            case Fact.ProactiveChatStarted f ->
                new ProactiveChatStarted(
                        f.ticket().value(),
                        f.customer().value(),
                        f.agent().value(),
                        Priority.valueOf(f.priority().name()));
            case Fact.MessageNoted f ->
                new MessageNoted(
                        f.ticket().value(),
                        Role.valueOf(f.by().role().name()),
                        f.by().name(),
                        f.messageId().value());
            case Fact.StatusChanged f ->
                new StatusChanged(
                        f.ticket().value(),
                        status(f.from()),
                        status(f.to()),
                        f.row().name(),
                        name(f.assignee()));
            case Fact.AssigneeChanged f ->
                new AssigneeChanged(f.ticket().value(), f.from().value(), f.to().value());
            case Fact.PriorityChanged f ->
                new PriorityChanged(
                        f.ticket().value(), Priority.valueOf(f.from().name()), Priority.valueOf(f.to().name()));
            case Fact.TimerDismissed f ->
                new TimerDismissed(
                        f.ticket().value(),
                        Timer.valueOf(f.timer().name()),
                        Dismissal.valueOf(f.why().name()));
            case Fact.AgentAdded f -> new AgentAdded(f.agent().value(), f.capacity());
            case Fact.AgentRemoved f -> new AgentRemoved(f.agent().value());
            case Fact.PresenceChanged f ->
                new PresenceChanged(
                        f.agent().value(), Presence.valueOf(f.from().name()), Presence.valueOf(f.to().name()));
            case Fact.CapacityChanged f -> new CapacityChanged(f.agent().value(), f.capacity());
            case Fact.SettingsChanged f ->
                new SettingsChanged(
                        nullIfOff(f.settings().idleAfterMs()),
                        nullIfOff(f.settings().closeIdleAfterMs()),
                        nullIfOff(f.settings().inProgressToPendingAfterMs()),
                        f.settings().defaultCapacity());
        };
    }

    private static Fact fromWire(Object fact, JournalEntry entry) {
        return switch (fact) {
            case TicketOpened f ->
                new Fact.TicketOpened(
                        new TicketId(f.getTicket()),
                        new CustomerId(f.getCustomer()),
                        org.ticketdesk.core.journey.Channel.valueOf(
                                f.getChannel().name()),
                        priority(f.getPriority()),
                        f.getFollowsUp() == null ? null : new TicketId(f.getFollowsUp()));
            case ProactiveChatStarted f ->
                new Fact.ProactiveChatStarted(
                        new TicketId(f.getTicket()),
                        new CustomerId(f.getCustomer()),
                        new AgentId(f.getAgent()),
                        priority(f.getPriority()));
            case MessageNoted f ->
                new Fact.MessageNoted(
                        new TicketId(f.getTicket()), author(f.getBy(), f.getAuthor()), new MessageId(f.getMessageId()));
            case StatusChanged f ->
                new Fact.StatusChanged(
                        new TicketId(f.getTicket()),
                        status(f.getFrom()),
                        status(f.getTo()),
                        Row.valueOf(f.getRow()),
                        f.getAssignee() == null ? null : new AgentId(f.getAssignee()));
            case AssigneeChanged f ->
                new Fact.AssigneeChanged(new TicketId(f.getTicket()), new AgentId(f.getFrom()), new AgentId(f.getTo()));
            case PriorityChanged f ->
                new Fact.PriorityChanged(new TicketId(f.getTicket()), priority(f.getFrom()), priority(f.getTo()));
            case TimerDismissed f ->
                new Fact.TimerDismissed(
                        new TicketId(f.getTicket()),
                        org.ticketdesk.core.journey.Timer.valueOf(f.getTimer().name()),
                        Fact.TimerDismissed.Why.valueOf(f.getWhy().name()));
            case AgentAdded f -> new Fact.AgentAdded(new AgentId(f.getAgent()), f.getCapacity());
            case AgentRemoved f -> new Fact.AgentRemoved(new AgentId(f.getAgent()));
            case PresenceChanged f ->
                new Fact.PresenceChanged(new AgentId(f.getAgent()), presence(f.getFrom()), presence(f.getTo()));
            case CapacityChanged f -> new Fact.CapacityChanged(new AgentId(f.getAgent()), f.getCapacity());
            case SettingsChanged f -> new Fact.SettingsChanged(settings(f));
            default ->
                throw new IllegalArgumentException("entry " + entry.getSequence() + " of desk " + entry.getDesk()
                        + " has a fact that this version does not know: "
                        + fact.getClass().getSimpleName());
        };
    }

    /** The settings that a fact says, all four as they are. */
    public static Settings settings(SettingsChanged fact) {
        return new Settings(
                offIfNull(fact.getIdleAfterMs()),
                offIfNull(fact.getCloseIdleAfterMs()),
                offIfNull(fact.getInProgressToPendingAfterMs()),
                fact.getDefaultCapacity());
    }

    private static Actor author(Role role, String id) {
        return switch (role) {
            case CUSTOMER -> new Actor.Customer(new CustomerId(id));
            case AGENT -> new Actor.Agent(new AgentId(id));
            case ADMIN -> new Actor.Admin(id);
            case SYSTEM, UNKNOWN -> throw new IllegalArgumentException(role + " cannot have written a message");
        };
    }

    private static Status status(org.ticketdesk.core.journey.Status status) {
        return status == null ? null : Status.valueOf(status.name());
    }

    private static org.ticketdesk.core.journey.Status status(Status status) {
        return status == null ? null : org.ticketdesk.core.journey.Status.valueOf(status.name());
    }

    private static org.ticketdesk.core.journey.Priority priority(Priority priority) {
        return org.ticketdesk.core.journey.Priority.valueOf(priority.name());
    }

    private static org.ticketdesk.core.journey.Presence presence(Presence presence) {
        return org.ticketdesk.core.journey.Presence.valueOf(presence.name());
    }

    private static String name(AgentId agent) {
        return agent == null ? null : agent.value();
    }

    private static Long nullIfOff(long ms) {
        return ms == Settings.OFF ? null : ms;
    }

    private static long offIfNull(Long ms) {
        return ms == null ? Settings.OFF : ms;
    }
}
