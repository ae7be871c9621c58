package org.ticketdesk.mapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Side;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;

/** What consumers downstream are told of tickets: status changes and snapshots. Stateless. */
public final class TicketRecords {
    private TicketRecords() {}

    /**
     * The status changes of a decision, in order, each with what the ticket was before it.
     *
     * @param action what was asked
     * @param decision what came of it
     * @param before gives the tickets that it changed as they were before, null for those that it gave birth to
     * @param after gives the tickets that it changed as they are
     */
    public static List<TicketStatusChanged> changes(
            DeskAction action, Decision decision, Function<TicketId, Ticket> before, Function<TicketId, Ticket> after) {
        if (!(decision.outcome() instanceof Outcome.Accepted accepted) || !movesAny(accepted.facts())) {
            return List.of();
        }
        List<TicketStatusChanged> changes = new ArrayList<>();
        Map<TicketId, Step> steps = new HashMap<>();
        for (int index = 0; index < accepted.facts().size(); index++) {
            Fact fact = accepted.facts().get(index);
            if (fact instanceof Fact.StatusChanged changed) {
                Step step = steps.computeIfAbsent(changed.ticket(), id -> Step.of(before.apply(id)));
                changes.add(change(action, decision, index, changed, step, after.apply(changed.ticket())));
                steps.put(changed.ticket(), new Step(decision.at(), changed.assignee()));
            }
        }
        return changes;
    }

    /** Most actions are messages, which move no ticket: nothing is prepared for them. */
    private static boolean movesAny(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.StatusChanged) {
                return true;
            }
        }
        return false;
    }

    /** Since when a ticket has had its status, and who holds it; both null before its birth. */
    private record Step(Long since, AgentId assignee) {
        static Step of(Ticket ticket) {
            return ticket == null ? new Step(null, null) : new Step(ticket.since(), ticket.assignee());
        }
    }

    private static TicketStatusChanged change(
            DeskAction action, Decision decision, int index, Fact.StatusChanged fact, Step step, Ticket ticket) {
        TicketStatusChanged change = new TicketStatusChanged();
        change.setDesk(action.getDesk());
        change.setTicket(fact.ticket().value());
        change.setSequence(decision.sequence());
        change.setIndex(index);
        change.setAt(Instant.ofEpochMilli(decision.at()));
        change.setFrom(fact.from() == null ? null : Status.valueOf(fact.from().name()));
        change.setTo(Status.valueOf(fact.to().name()));
        change.setRow(fact.row().name());
        change.setSince(step.since == null ? null : Instant.ofEpochMilli(step.since));
        change.setAssignee(name(fact.assignee()));
        change.setPreviousAssignee(name(step.assignee));
        change.setCustomer(ticket.customer().value());
        change.setChannel(Channel.valueOf(ticket.channel().name()));
        change.setPriority(Priority.valueOf(ticket.priority().name()));
        change.setActionId(action.getActionId());
        change.setActorRole(action.getActor().getRole());
        change.setActorId(action.getActor().getId());
        change.setActionType(Entries.typeOf(action));
        change.setRules(decision.rules());
        return change;
    }

    /** Whether a snapshot of the ticket says anything else than before: further words of the same side do not change it. */
    public static boolean saysMore(Ticket before, Ticket after) {
        return before == null
                || !before.with(after.lastWord(), after.lastWordAt()).equals(after)
                || before.lastWord() != after.lastWord();
    }

    /**
     * The snapshot of a ticket.
     *
     * @param desk the desk
     * @param sequence of the entry that changed it
     * @param ticket as it is
     */
    public static TicketSnapshot snapshot(String desk, long sequence, Ticket ticket) {
        TicketSnapshot snapshot = new TicketSnapshot();
        snapshot.setDesk(desk);
        snapshot.setTicket(ticket.id().value());
        snapshot.setSequence(sequence);
        snapshot.setCustomer(ticket.customer().value());
        snapshot.setChannel(Channel.valueOf(ticket.channel().name()));
        snapshot.setPriority(Priority.valueOf(ticket.priority().name()));
        snapshot.setFollowsUp(
                ticket.followsUp() == null ? null : ticket.followsUp().value());
        snapshot.setOpenedAt(Instant.ofEpochMilli(ticket.openedAt()));
        snapshot.setStatus(Status.valueOf(ticket.status().name()));
        snapshot.setStatusSince(Instant.ofEpochMilli(ticket.since()));
        snapshot.setAssignee(name(ticket.assignee()));
        snapshot.setLastAssignee(name(ticket.lastAssignee()));
        snapshot.setLastWord(Side.valueOf(ticket.lastWord().name()));
        return snapshot;
    }

    private static String name(AgentId agent) {
        return agent == null ? null : agent.value();
    }
}
