package org.ticketdesk.core.journey;

import java.util.Objects;

/** What an accepted action brought about. Facts alone change a desk's state. */
public sealed interface Fact {

    /**
     * A customer opened a ticket; its first {@link StatusChanged} follows.
     *
     * @param ticket the new ticket
     * @param customer who opened it
     * @param channel where
     * @param priority how urgent
     * @param followsUp the ticket it continues, or null
     */
    record TicketOpened(TicketId ticket, CustomerId customer, Channel channel, Priority priority, TicketId followsUp)
            implements Fact {}

    /**
     * An agent wrote first; the ticket's first {@link StatusChanged} follows.
     *
     * @param ticket the new ticket
     * @param customer to whom
     * @param agent who wrote
     * @param priority how urgent
     */
    record ProactiveChatStarted(TicketId ticket, CustomerId customer, AgentId agent, Priority priority)
            implements Fact {}

    /**
     * Somebody wrote. Not for what opened the ticket.
     *
     * @param ticket where
     * @param by who
     * @param messageId which message
     */
    record MessageNoted(TicketId ticket, Actor by, MessageId messageId) implements Fact {}

    /**
     * A ticket's status changed, by a row of the rulebook.
     *
     * @param ticket whose
     * @param from what it was; null at birth
     * @param to what it is
     * @param row by which row
     * @param assignee who holds it afterwards, or null
     */
    record StatusChanged(TicketId ticket, Status from, Status to, Row row, AgentId assignee) implements Fact {
        /** A change along an edge that its row does not have, or with an assignee that its status does not have, is a defect. */
        public StatusChanged {
            if (from != row.from() || to != row.to() || row.isComposite()) {
                throw new IllegalStateException(
                        "Row " + row + " does not lead from " + from + " to " + to + " (ticket " + ticket + ")");
            }
            if (to.hasAssignee() != (assignee != null)) {
                throw new IllegalStateException("Ticket " + ticket + " would be " + to + " with assignee " + assignee);
            }
        }
    }

    /**
     * A transfer: the status stays.
     *
     * @param ticket which
     * @param from who held it
     * @param to who holds it now
     */
    record AssigneeChanged(TicketId ticket, AgentId from, AgentId to) implements Fact {}

    /**
     * The priority changed.
     *
     * @param ticket whose
     * @param from what it was
     * @param to what it is
     */
    record PriorityChanged(TicketId ticket, Priority from, Priority to) implements Fact {}

    /**
     * A timer was not due; nothing changed, and this is the only fact of its entry.
     *
     * @param ticket whose timer
     * @param timer which
     * @param why why nothing happened
     */
    record TimerDismissed(TicketId ticket, Timer timer, Why why) implements Fact {
        /** Why a timer was dismissed. */
        public enum Why {
            /** The clock runs, and has not run out by the log's time. */
            NOT_DUE,
            /** The desk has switched this clock off. */
            OFF,
            /** The status or the last word is another: this clock does not run. */
            MOVED_ON
        }
    }

    /**
     * Somebody joined the desk, OFFLINE.
     *
     * @param agent who
     * @param capacity their own, or null for the desk's default
     */
    record AgentAdded(AgentId agent, Integer capacity) implements Fact {}

    /**
     * Somebody left the desk.
     *
     * @param agent who
     */
    record AgentRemoved(AgentId agent) implements Fact {}

    /**
     * An agent's presence changed.
     *
     * @param agent whose
     * @param from what it was
     * @param to what it is
     */
    record PresenceChanged(AgentId agent, Presence from, Presence to) implements Fact {}

    /**
     * An agent's own capacity changed.
     *
     * @param agent whose
     * @param capacity their own, or null for the desk's default
     */
    record CapacityChanged(AgentId agent, Integer capacity) implements Fact {}

    /**
     * The desk's settings were set.
     *
     * @param settings all of them, as they are now
     */
    record SettingsChanged(Settings settings) implements Fact {
        /** Refuses null. */
        public SettingsChanged {
            Objects.requireNonNull(settings, "settings");
        }
    }
}
