package org.ticketdesk.mapping;

import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.RemoveAgent;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.StartProactiveChat;
import org.ticketdesk.events.Timer;

/** Requests of the rulebook's test stories as a gateway would publish them. Stateless. */
public final class Published {
    private Published() {}

    /** The request as the action that a gateway would publish at a desk. */
    public static DeskAction action(String desk, Request request) {
        DeskAction action = new DeskAction();
        action.setActionId(request.id().value());
        action.setDesk(desk);
        action.setTicket(
                request.action() instanceof Action.OnTicket a ? a.ticket().value() : null);
        action.setActor(new Actor(
                Role.valueOf(request.actor().role().name()), request.actor().name()));
        action.setAction(body(request.action()));
        return action;
    }

    private static Object body(Action action) {
        return switch (action) {
            case Action.OpenTicket a ->
                new OpenTicket(
                        Channel.valueOf(a.channel().name()),
                        Priority.valueOf(a.priority().name()),
                        a.followsUp() == null ? null : a.followsUp().value());
            case Action.StartProactiveChat a ->
                new StartProactiveChat(
                        a.customer().value(), Priority.valueOf(a.priority().name()));
            case Action.SendMessage a -> new SendMessage(a.messageId().value());
            case Action.MoveToInProgress a -> new MoveToInProgress();
            case Action.MoveToIdle a -> new MoveToIdle();
            case Action.CloseTicket a -> new CloseTicket();
            case Action.ReopenTicket a -> new ReopenTicket();
            case Action.AssignTicket a -> new AssignTicket(a.agent().value());
            case Action.ChangePriority a ->
                new ChangePriority(Priority.valueOf(a.priority().name()));
            case Action.FireTimer a -> new FireTimer(Timer.valueOf(a.timer().name()), a.deadline());
            case Action.SetPresence a ->
                new SetPresence(Presence.valueOf(a.presence().name()), name(a.agent()));
            case Action.AddAgent a -> new AddAgent(name(a.agent()), a.capacity());
            case Action.RemoveAgent a -> new RemoveAgent(name(a.agent()));
            case Action.SetCapacity a -> new SetCapacity(name(a.agent()), a.capacity());
            case Action.ConfigureDesk a ->
                new ConfigureDesk(
                        a.idleAfterMs(), a.closeIdleAfterMs(), a.inProgressToPendingAfterMs(), a.defaultCapacity());
        };
    }

    private static String name(AgentId agent) {
        return agent == null ? null : agent.value();
    }
}
