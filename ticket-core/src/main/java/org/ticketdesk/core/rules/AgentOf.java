package org.ticketdesk.core.rules;

import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;

/** Of which agent an action speaks. */
final class AgentOf {
    private AgentOf() {}

    /** Whose presence is set: the one who is named, else the agent who speaks; null when neither is there. */
    static AgentId presence(Action.SetPresence action, Actor actor) {
        if (action.agent() != null) {
            return action.agent();
        }
        return actor instanceof Actor.Agent agent ? agent.id() : null;
    }

    /** The agent whom an action names, or null when it names none. */
    static AgentId named(Action action) {
        return switch (action) {
            case Action.AssignTicket a -> a.agent();
            case Action.SetPresence a -> a.agent();
            case Action.AddAgent a -> a.agent();
            case Action.RemoveAgent a -> a.agent();
            case Action.SetCapacity a -> a.agent();
            case Action.ConfigureDesk a -> null;
            case Action.OnTicket a -> null;
        };
    }
}
