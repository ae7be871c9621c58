package org.ticketdesk.mapping;

import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.RemoveAgent;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.StartProactiveChat;

/** From the wire to the rulebook: an action as published becomes a request. Stateless. */
public final class Requests {
    private Requests() {}

    /**
     * The request in an action.
     *
     * @param action well-formed
     * @throws IllegalArgumentException if the action is of a kind that this version does not know
     */
    public static Request of(DeskAction action) {
        return new Request(new ActionId(action.getActionId()), actor(action.getActor()), action(action));
    }

    private static Actor actor(org.ticketdesk.events.Actor actor) {
        return switch (actor.getRole()) {
            case CUSTOMER -> new Actor.Customer(new CustomerId(actor.getId()));
            case AGENT -> new Actor.Agent(new AgentId(actor.getId()));
            case ADMIN -> new Actor.Admin(actor.getId());
            case SYSTEM -> new Actor.Clock();
            case UNKNOWN -> throw new IllegalArgumentException("a role that this version does not know");
        };
    }

    private static Action action(DeskAction envelope) {
        TicketId ticket = ticket(envelope.getTicket());
        return switch (envelope.getAction()) {
            case OpenTicket a ->
                new Action.OpenTicket(
                        ticket,
                        Channel.valueOf(a.getChannel().name()),
                        Priority.valueOf(a.getPriority().name()),
                        ticket(a.getFollowsUp()));
            case StartProactiveChat a ->
                new Action.StartProactiveChat(
                        ticket,
                        new CustomerId(a.getCustomer()),
                        Priority.valueOf(a.getPriority().name()));
            case SendMessage a -> new Action.SendMessage(ticket, new MessageId(a.getMessageId()));
            case MoveToInProgress a -> new Action.MoveToInProgress(ticket);
            case MoveToIdle a -> new Action.MoveToIdle(ticket);
            case CloseTicket a -> new Action.CloseTicket(ticket);
            case ReopenTicket a -> new Action.ReopenTicket(ticket);
            case AssignTicket a -> new Action.AssignTicket(ticket, agent(a.getAgent()));
            case ChangePriority a ->
                new Action.ChangePriority(
                        ticket, Priority.valueOf(a.getPriority().name()));
            case SetPresence a ->
                new Action.SetPresence(Presence.valueOf(a.getPresence().name()), agent(a.getAgent()));
            case AddAgent a -> new Action.AddAgent(agent(a.getAgent()), a.getCapacity());
            case RemoveAgent a -> new Action.RemoveAgent(agent(a.getAgent()));
            case SetCapacity a -> new Action.SetCapacity(agent(a.getAgent()), a.getCapacity());
            case ConfigureDesk a ->
                new Action.ConfigureDesk(
                        a.getIdleAfterMs(),
                        a.getCloseIdleAfterMs(),
                        a.getInProgressToPendingAfterMs(),
                        a.getDefaultCapacity());
            case FireTimer a ->
                new Action.FireTimer(ticket, Timer.valueOf(a.getTimer().name()), a.getDeadline());
            default ->
                throw new IllegalArgumentException("an action that this version does not know: "
                        + envelope.getAction().getClass().getSimpleName());
        };
    }

    private static TicketId ticket(String id) {
        return id == null ? null : new TicketId(id);
    }

    private static AgentId agent(String id) {
        return id == null ? null : new AgentId(id);
    }
}
