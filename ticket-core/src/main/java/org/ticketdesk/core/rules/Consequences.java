package org.ticketdesk.core.rules;

import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Role;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * What an accepted action brings about, row by row: what was asked first, then the changes that it causes. Routing comes after.
 * Nothing is refused here: {@link Judge} has said yes.
 */
final class Consequences {
    private final Desk desk;
    private final Story story;

    Consequences(Desk desk, Story story) {
        this.desk = desk;
        this.story = story;
    }

    void of(Request request) {
        Actor actor = request.actor();
        switch (request.action()) {
            case Action.OpenTicket a -> opened(a, (Actor.Customer) actor);
            case Action.StartProactiveChat a -> started(a, (Actor.Agent) actor);
            case Action.SendMessage a -> wrote(a, actor);
            case Action.MoveToInProgress a -> parked(a);
            case Action.MoveToIdle a -> keeping(Row.R4, a.ticket());
            case Action.CloseTicket a -> closed(a, actor.role());
            case Action.ReopenTicket a -> reopened(a, actor.role());
            case Action.AssignTicket a -> assigned(a);
            case Action.ChangePriority a ->
                story.record(new Fact.PriorityChanged(
                        a.ticket(), desk.ticket(a.ticket()).priority(), a.priority()));
            case Action.FireTimer a -> fired(a);
            case Action.SetPresence a -> presence(AgentOf.presence(a, actor), a.presence());
            case Action.AddAgent a -> story.record(new Fact.AgentAdded(a.agent(), a.capacity()));
            case Action.RemoveAgent a -> removed(a.agent());
            case Action.SetCapacity a -> story.record(new Fact.CapacityChanged(a.agent(), a.capacity()));
            case Action.ConfigureDesk a -> story.record(new Fact.SettingsChanged(a.over(desk.settings())));
        }
    }

    /** B1. */
    private void opened(Action.OpenTicket a, Actor.Customer customer) {
        story.record(new Fact.TicketOpened(a.ticket(), customer.id(), a.channel(), a.priority(), a.followsUp()));
        story.take(Row.B1, a.ticket(), null);
    }

    /** B2. */
    private void started(Action.StartProactiveChat a, Actor.Agent agent) {
        story.record(new Fact.ProactiveChatStarted(a.ticket(), a.customer(), agent.id(), a.priority()));
        story.take(Row.B2, a.ticket(), agent.id());
    }

    /** A message is noted whatever the status (decision 1); a customer's moves it where a row says so. */
    private void wrote(Action.SendMessage a, Actor by) {
        story.record(new Fact.MessageNoted(a.ticket(), by, a.messageId()));
        if (by.role() == Role.CUSTOMER) {
            customerWrote(desk.ticket(a.ticket()));
        }
    }

    /** R9, R12 (and so R10), R14, R17. */
    private void customerWrote(Ticket ticket) {
        switch (ticket.status()) {
            case IN_PROGRESS -> {
                if (desk.isOnline(ticket.lastAssignee())) {
                    story.take(Row.R9, ticket.id(), ticket.lastAssignee());
                } else {
                    story.take(Row.R12, ticket.id(), null);
                }
            }
            case IDLE -> backInHand(Row.R14, ticket);
            case PROACTIVE -> backInHand(Row.R17, ticket);
            case PENDING, ACTIVE, CLOSED -> {}
        }
    }

    /** R14, R17: whoever holds it keeps it, and R7 follows when they are not ONLINE. */
    private void backInHand(Row row, Ticket ticket) {
        story.take(row, ticket.id(), ticket.assignee());
        if (!desk.isOnline(ticket.assignee())) {
            story.take(Row.R7, ticket.id(), null);
        }
    }

    /** R2, R13. */
    private void parked(Action.MoveToInProgress a) {
        switch (desk.ticket(a.ticket()).status()) {
            case ACTIVE -> story.take(Row.R2, a.ticket(), null);
            case IDLE -> story.take(Row.R13, a.ticket(), null);
            case PENDING, PROACTIVE, IN_PROGRESS, CLOSED -> throw judged(a);
        }
    }

    /** R3, R4: the assignee keeps the ticket. */
    private void keeping(Row row, TicketId ticket) {
        story.take(row, ticket, desk.ticket(ticket).assignee());
    }

    /** R5, R6, R15. */
    private void closed(Action.CloseTicket a, Role role) {
        switch (desk.ticket(a.ticket()).status()) {
            case ACTIVE -> story.take(role == Role.ADMIN ? Row.R5 : Row.R6, a.ticket(), null);
            case IDLE -> story.take(Row.R15, a.ticket(), null);
            case PENDING, PROACTIVE, IN_PROGRESS, CLOSED -> throw judged(a);
        }
    }

    /** R18, R19, R20. */
    private void reopened(Action.ReopenTicket a, Role role) {
        AgentId last = desk.ticket(a.ticket()).lastAssignee();
        if (role == Role.AGENT) {
            story.take(Row.R20, a.ticket(), last);
        } else if (desk.isOnline(last)) {
            story.take(Row.R19, a.ticket(), last);
        } else {
            story.take(Row.R18, a.ticket(), null);
        }
    }

    /** R1 by an admin, R8, or a transfer (decision 8). */
    private void assigned(Action.AssignTicket a) {
        Ticket ticket = desk.ticket(a.ticket());
        switch (ticket.status()) {
            case PENDING -> story.take(Row.R1, a.ticket(), a.agent());
            case IN_PROGRESS -> story.take(Row.R8, a.ticket(), a.agent());
            case ACTIVE, IDLE -> story.record(new Fact.AssigneeChanged(a.ticket(), ticket.assignee(), a.agent()));
            case PROACTIVE, CLOSED -> throw judged(a);
        }
    }

    /** R3, R11, R16: where the change is due by the log's time it happens, else the timer is dismissed (decision 14). */
    private void fired(Action.FireTimer a) {
        Ticket.Clock clock = desk.ticket(a.ticket()).clock();
        long after = desk.settings().after(a.timer());
        if (clock == null || clock.timer() != a.timer()) {
            dismissed(a, Fact.TimerDismissed.Why.MOVED_ON);
        } else if (after == Settings.OFF) {
            dismissed(a, Fact.TimerDismissed.Why.OFF);
        } else if (clock.since() + after > desk.at()) {
            dismissed(a, Fact.TimerDismissed.Why.NOT_DUE);
        } else {
            switch (a.timer()) {
                case IDLE -> keeping(Row.R3, a.ticket());
                case CLOSE_IDLE -> story.take(Row.R16, a.ticket(), null);
                case IN_PROGRESS_TO_PENDING -> story.take(Row.R11, a.ticket(), null);
            }
        }
    }

    private void dismissed(Action.FireTimer a, Fact.TimerDismissed.Why why) {
        story.record(new Fact.TimerDismissed(a.ticket(), a.timer(), why));
    }

    /** R7: whoever goes gives all their Active tickets back, in the order of their ids, before any is routed (decision 4). */
    private void presence(AgentId id, Presence next) {
        Agent agent = desk.agent(id);
        story.record(new Fact.PresenceChanged(id, agent.presence(), next));
        if (next != Presence.ONLINE) {
            for (TicketId ticket : List.copyOf(desk.activeTickets(id))) {
                story.take(Row.R7, ticket, null);
            }
        }
    }

    /** Decision 11: first as gone OFFLINE, then gone. */
    private void removed(AgentId id) {
        if (desk.agent(id).presence() != Presence.OFFLINE) {
            presence(id, Presence.OFFLINE);
        }
        story.record(new Fact.AgentRemoved(id));
    }

    private static IllegalStateException judged(Action action) {
        return new IllegalStateException("Judged to have a row, and has none: " + action);
    }
}
