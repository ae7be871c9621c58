package org.ticketdesk.core.story;

import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;

/** The facts of a story, in few words. Each method names one fact as it is expected. */
public final class Facts {
    private Facts() {}

    /** A customer opened a ticket in the app, of medium priority. */
    public static Fact opened(String ticket, String customer) {
        return opened(ticket, customer, Channel.IN_APP, Priority.MEDIUM);
    }

    /** A customer opened a ticket. */
    public static Fact opened(String ticket, String customer, Channel channel, Priority priority) {
        return new Fact.TicketOpened(new TicketId(ticket), new CustomerId(customer), channel, priority, null);
    }

    /** An agent wrote first to the customer {@code c}; medium priority. */
    public static Fact chatStarted(String ticket, String agent) {
        return new Fact.ProactiveChatStarted(
                new TicketId(ticket), new CustomerId("c"), new AgentId(agent), Priority.MEDIUM);
    }

    /** The message {@code m} was noted. */
    public static Fact noted(String ticket, Voice by) {
        return new Fact.MessageNoted(new TicketId(ticket), by.actor(), new MessageId("m"));
    }

    /** A row was taken, and nobody holds the ticket afterwards. */
    public static Fact moved(String ticket, Row row) {
        return new Fact.StatusChanged(new TicketId(ticket), row.from(), row.to(), row, null);
    }

    /** A row was taken, and the agent holds the ticket afterwards. */
    public static Fact moved(String ticket, Row row, String holder) {
        return new Fact.StatusChanged(new TicketId(ticket), row.from(), row.to(), row, new AgentId(holder));
    }

    /** A ticket was handed over. */
    public static Fact transferred(String ticket, String from, String to) {
        return new Fact.AssigneeChanged(new TicketId(ticket), new AgentId(from), new AgentId(to));
    }

    /** A ticket's priority changed. */
    public static Fact prioritised(String ticket, Priority from, Priority to) {
        return new Fact.PriorityChanged(new TicketId(ticket), from, to);
    }

    /** A timer was dismissed. */
    public static Fact dismissed(String ticket, Timer timer, Fact.TimerDismissed.Why why) {
        return new Fact.TimerDismissed(new TicketId(ticket), timer, why);
    }

    /** An agent joined; the capacity is null for the desk's default. */
    public static Fact joined(String agent, Integer capacity) {
        return new Fact.AgentAdded(new AgentId(agent), capacity);
    }

    /** An agent left. */
    public static Fact left(String agent) {
        return new Fact.AgentRemoved(new AgentId(agent));
    }

    /** An agent's presence changed. */
    public static Fact presence(String agent, Presence from, Presence to) {
        return new Fact.PresenceChanged(new AgentId(agent), from, to);
    }

    /** An agent's own capacity changed; null for the desk's default. */
    public static Fact capacity(String agent, Integer capacity) {
        return new Fact.CapacityChanged(new AgentId(agent), capacity);
    }

    /** The settings as they are now; 0 for a clock that is off. */
    public static Fact settings(long idleAfterMs, long closeIdleAfterMs, long returnAfterMs, int defaultCapacity) {
        return new Fact.SettingsChanged(new Settings(idleAfterMs, closeIdleAfterMs, returnAfterMs, defaultCapacity));
    }
}
