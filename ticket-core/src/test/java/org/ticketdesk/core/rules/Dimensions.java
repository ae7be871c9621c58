package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;

/**
 * How large the desk of an exploration is, and what may be asked of it: every action that can be made of these, by every actor.
 *
 * @param tickets the ids of tickets
 * @param agents the ids of agents
 * @param channels through which tickets are opened
 * @param priorities that tickets have
 * @param presences that agents have
 * @param capacities of their own that agents are given; null for the default
 * @param defaults capacities that the desk's default is set to
 * @param times that each clock is set to, in milliseconds; 0 for off
 * @param beginning the settings at the beginning
 * @param leaving whether agents join and leave; else they are there from the beginning
 */
record Dimensions(
        List<String> tickets,
        List<String> agents,
        List<Channel> channels,
        List<Priority> priorities,
        List<Presence> presences,
        List<Integer> capacities,
        List<Integer> defaults,
        List<Long> times,
        Settings beginning,
        boolean leaving) {

    /** The customer, each agent, somebody who is not an agent of the desk, an admin and the clock. */
    List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        actors.add(new Actor.Customer(new CustomerId("c")));
        agents.forEach(agent -> actors.add(new Actor.Agent(new AgentId(agent))));
        actors.add(new Actor.Agent(new AgentId("ghost")));
        actors.add(new Actor.Admin("root"));
        actors.add(new Actor.Clock());
        return actors;
    }

    /** Every action by every actor, but what is malformed. */
    List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (Actor actor : actors()) {
            for (Action action : actions()) {
                boolean malformed = action instanceof Action.SetPresence presence
                        && presence.agent() == null
                        && actor instanceof Actor.Admin;
                if (!malformed) {
                    requests.add(new Request(new ActionId("a" + requests.size()), actor, action));
                }
            }
        }
        return requests;
    }

    /** The times of the clocks at the beginning and later, in milliseconds, without those that are off; ascending. */
    List<Long> clocks() {
        return Stream.concat(
                        times.stream(),
                        Stream.of(
                                beginning.idleAfterMs(),
                                beginning.closeIdleAfterMs(),
                                beginning.inProgressToPendingAfterMs()))
                .filter(time -> time != Settings.OFF)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (String id : tickets) {
            TicketId ticket = new TicketId(id);
            for (Priority priority : priorities) {
                channels.forEach(channel -> actions.add(new Action.OpenTicket(ticket, channel, priority, null)));
                actions.add(new Action.StartProactiveChat(ticket, new CustomerId("c"), priority));
                actions.add(new Action.ChangePriority(ticket, priority));
            }
            actions.add(new Action.SendMessage(ticket, new MessageId("m")));
            actions.add(new Action.MoveToInProgress(ticket));
            actions.add(new Action.MoveToIdle(ticket));
            actions.add(new Action.CloseTicket(ticket));
            actions.add(new Action.ReopenTicket(ticket));
            agents.forEach(agent -> actions.add(new Action.AssignTicket(ticket, new AgentId(agent))));
            for (Timer timer : Timer.values()) {
                actions.add(new Action.FireTimer(ticket, timer, Position.NOW));
            }
        }
        for (Presence presence : presences) {
            actions.add(new Action.SetPresence(presence, null));
            agents.forEach(agent -> actions.add(new Action.SetPresence(presence, new AgentId(agent))));
        }
        for (String id : agents) {
            AgentId agent = new AgentId(id);
            capacities.forEach(capacity -> actions.add(new Action.SetCapacity(agent, capacity)));
            if (leaving) {
                capacities.forEach(capacity -> actions.add(new Action.AddAgent(agent, capacity)));
                actions.add(new Action.RemoveAgent(agent));
            }
        }
        defaults.forEach(capacity -> actions.add(new Action.ConfigureDesk(null, null, null, capacity)));
        for (Long time : times) {
            actions.add(new Action.ConfigureDesk(time, null, null, null));
            actions.add(new Action.ConfigureDesk(null, time, null, null));
            actions.add(new Action.ConfigureDesk(null, null, time, null));
        }
        return actions;
    }
}
