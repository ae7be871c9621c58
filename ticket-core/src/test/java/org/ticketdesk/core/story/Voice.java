package org.ticketdesk.core.story;

import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;

/**
 * Who speaks in a story; each verb is an action. All messages have the id {@code m}, and who opens a chat opens it with the
 * customer {@code c}.
 *
 * @param actor who speaks
 */
public record Voice(Actor actor) {

    /** The customer of this id. */
    public static Voice customer(String id) {
        return new Voice(new Actor.Customer(new CustomerId(id)));
    }

    /** The agent of this id, or who says so. */
    public static Voice agent(String id) {
        return new Voice(new Actor.Agent(new AgentId(id)));
    }

    /** The admin, who is not an agent of the desk. */
    public static Voice admin() {
        return new Voice(new Actor.Admin("root"));
    }

    /** The desk's clock. */
    public static Voice clock() {
        return new Voice(new Actor.Clock());
    }

    /** Opens a ticket in the app, of medium priority. */
    public Said opens(String ticket) {
        return opens(ticket, Channel.IN_APP, Priority.MEDIUM);
    }

    /** Opens a ticket through this channel, with this priority. */
    public Said opens(String ticket, Channel channel, Priority priority) {
        return says(new Action.OpenTicket(new TicketId(ticket), channel, priority, null));
    }

    /** Writes first to the customer {@code c}; medium priority. */
    public Said startsChat(String ticket) {
        return says(new Action.StartProactiveChat(new TicketId(ticket), new CustomerId("c"), Priority.MEDIUM));
    }

    /** Writes in the conversation of a ticket. */
    public Said writes(String ticket) {
        return says(new Action.SendMessage(new TicketId(ticket), new MessageId("m")));
    }

    /** Moves a ticket to In Progress. */
    public Said parks(String ticket) {
        return says(new Action.MoveToInProgress(new TicketId(ticket)));
    }

    /** Moves a ticket to Idle. */
    public Said idles(String ticket) {
        return says(new Action.MoveToIdle(new TicketId(ticket)));
    }

    /** Closes a ticket. */
    public Said closes(String ticket) {
        return says(new Action.CloseTicket(new TicketId(ticket)));
    }

    /** Reopens a ticket. */
    public Said reopens(String ticket) {
        return says(new Action.ReopenTicket(new TicketId(ticket)));
    }

    /** Assigns or transfers a ticket to an agent. */
    public Said assigns(String ticket, String agent) {
        return says(new Action.AssignTicket(new TicketId(ticket), new AgentId(agent)));
    }

    /** Changes a ticket's priority. */
    public Said sets(String ticket, Priority priority) {
        return says(new Action.ChangePriority(new TicketId(ticket), priority));
    }

    /** Sets their own presence. */
    public Said goes(Presence presence) {
        return says(new Action.SetPresence(presence, null));
    }

    /** Sets the presence of the agent who is named. */
    public Said sets(String agent, Presence presence) {
        return says(new Action.SetPresence(presence, new AgentId(agent)));
    }

    /** Adds an agent who has the desk's default capacity. */
    public Said adds(String agent) {
        return says(new Action.AddAgent(new AgentId(agent), null));
    }

    /** Adds an agent with a capacity of their own. */
    public Said adds(String agent, int capacity) {
        return says(new Action.AddAgent(new AgentId(agent), capacity));
    }

    /** Removes an agent. */
    public Said removes(String agent) {
        return says(new Action.RemoveAgent(new AgentId(agent)));
    }

    /** Sets an agent's own capacity; null for the desk's default. */
    public Said sets(String agent, Integer capacity) {
        return says(new Action.SetCapacity(new AgentId(agent), capacity));
    }

    /** Sets the time of one clock in milliseconds; 0 switches it off. */
    public Said sets(Timer timer, long afterMs) {
        return says(
                switch (timer) {
                    case IDLE -> new Action.ConfigureDesk(afterMs, null, null, null);
                    case CLOSE_IDLE -> new Action.ConfigureDesk(null, afterMs, null, null);
                    case IN_PROGRESS_TO_PENDING -> new Action.ConfigureDesk(null, null, afterMs, null);
                });
    }

    /** Sets the capacity of those who have none of their own. */
    public Said setsDefaultCapacity(int capacity) {
        return says(new Action.ConfigureDesk(null, null, null, capacity));
    }

    /** Says that a clock of a ticket has run out; the deadline that it names is 0, which decides nothing. */
    public Said fires(String ticket, Timer timer) {
        return says(new Action.FireTimer(new TicketId(ticket), timer, 0));
    }

    /** Asks for any action. */
    public Said says(Action action) {
        return new Said(actor, action);
    }
}
