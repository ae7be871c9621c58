package org.ticketdesk.core.journey;

import java.util.Objects;

/** What can be asked of a desk. A message is a fact that is noted; all else is a request that may be refused (decision 1). */
public sealed interface Action {

    /** An action on one ticket. */
    sealed interface OnTicket extends Action {
        /** The ticket; never null. */
        TicketId ticket();
    }

    /** An action that gives birth to a ticket, whose id must be new. */
    sealed interface Birth extends OnTicket {}

    /** A change of a ticket by hand that only an admin, or the agent who holds the ticket, may make (decisions 6 and 8). */
    sealed interface ByHand extends OnTicket {}

    /** An action that concerns no ticket: the desk itself, or one of its agents. */
    sealed interface OnDesk extends Action {}

    /**
     * A customer opens a ticket (B1).
     *
     * @param ticket a new id
     * @param channel where the conversation takes place
     * @param priority how urgent it is
     * @param followsUp the ticket that this one continues, or null; the rules do not look at it
     */
    record OpenTicket(TicketId ticket, Channel channel, Priority priority, TicketId followsUp) implements Birth {}

    /**
     * An agent writes first (B2).
     *
     * @param ticket a new id
     * @param customer to whom
     * @param priority how urgent it is
     */
    record StartProactiveChat(TicketId ticket, CustomerId customer, Priority priority) implements Birth {}

    /**
     * Somebody has written in the chat (R9, R10, R12, R14, R17).
     *
     * @param ticket where
     * @param messageId which message
     */
    record SendMessage(TicketId ticket, MessageId messageId) implements OnTicket {}

    /**
     * Park the ticket (R2, R13).
     *
     * @param ticket which
     */
    record MoveToInProgress(TicketId ticket) implements ByHand {}

    /**
     * Set the ticket aside while the customer is silent (R4).
     *
     * @param ticket which
     */
    record MoveToIdle(TicketId ticket) implements ByHand {}

    /**
     * End the conversation (R5, R6, R15).
     *
     * @param ticket which
     */
    record CloseTicket(TicketId ticket) implements ByHand {}

    /**
     * Take a Closed ticket up again (R18, R19, R20).
     *
     * @param ticket which
     */
    record ReopenTicket(TicketId ticket) implements OnTicket {}

    /**
     * Give a ticket to an agent: from the waiting line (R1), from In Progress (R8), or from another agent (a transfer).
     *
     * @param ticket which
     * @param agent to whom
     */
    record AssignTicket(TicketId ticket, AgentId agent) implements ByHand {}

    /**
     * Change how urgent a ticket is (decision 10).
     *
     * @param ticket which
     * @param priority to what
     */
    record ChangePriority(TicketId ticket, Priority priority) implements OnTicket {}

    /**
     * A clock has run out, says whoever watches it; the rulebook looks itself (decision 14).
     *
     * @param ticket whose clock
     * @param timer which clock
     * @param deadline for when it was armed, epoch milliseconds; kept, never used to decide
     */
    record FireTimer(TicketId ticket, Timer timer, long deadline) implements OnTicket {}

    /**
     * An agent comes, steps away or leaves for the day (R7).
     *
     * @param presence the new presence
     * @param agent whose; null when agents speak of themselves
     */
    record SetPresence(Presence presence, AgentId agent) implements OnDesk {}

    /**
     * Somebody joins the desk, and is OFFLINE at first.
     *
     * @param agent who
     * @param capacity their own capacity, or null for the desk's default
     */
    record AddAgent(AgentId agent, Integer capacity) implements OnDesk {}

    /**
     * Somebody leaves the desk (decision 11).
     *
     * @param agent who
     */
    record RemoveAgent(AgentId agent) implements OnDesk {}

    /**
     * How many Active tickets an agent may be routed.
     *
     * @param agent who
     * @param capacity their own capacity, or null for the desk's default
     */
    record SetCapacity(AgentId agent, Integer capacity) implements OnDesk {}

    /**
     * Change the desk's settings; what is null stays as it is, and a time of {@link Settings#OFF} switches its clock off.
     *
     * @param idleAfterMs see {@link Settings}
     * @param closeIdleAfterMs see {@link Settings}
     * @param inProgressToPendingAfterMs see {@link Settings}
     * @param defaultCapacity see {@link Settings}
     */
    record ConfigureDesk(
            Long idleAfterMs, Long closeIdleAfterMs, Long inProgressToPendingAfterMs, Integer defaultCapacity)
            implements OnDesk {

        /** The settings as they are after this, given what they were. */
        public Settings over(Settings now) {
            return new Settings(
                    Objects.requireNonNullElse(idleAfterMs, now.idleAfterMs()),
                    Objects.requireNonNullElse(closeIdleAfterMs, now.closeIdleAfterMs()),
                    Objects.requireNonNullElse(inProgressToPendingAfterMs, now.inProgressToPendingAfterMs()),
                    Objects.requireNonNullElse(defaultCapacity, now.defaultCapacity()));
        }
    }
}
