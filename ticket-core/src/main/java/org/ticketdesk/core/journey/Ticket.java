package org.ticketdesk.core.journey;

/**
 * A ticket as it is. Times are the desk's, in epoch milliseconds.
 *
 * @param id unique within the desk
 * @param customer whose it is
 * @param channel where the conversation takes place
 * @param followsUp the ticket it continues, or null
 * @param openedAt when it was opened
 * @param priority how urgent it is
 * @param status one of the six; null only between the two facts of its birth
 * @param since when it got this status
 * @param assignee who holds it now, or null
 * @param lastAssignee who holds it or held it last, or null when nobody ever did
 * @param lastWord who wrote last
 * @param lastWordAt when they did
 */
public record Ticket(
        TicketId id,
        CustomerId customer,
        Channel channel,
        TicketId followsUp,
        long openedAt,
        Priority priority,
        Status status,
        long since,
        AgentId assignee,
        AgentId lastAssignee,
        LastWord lastWord,
        long lastWordAt) {

    /** A ticket that a customer opens: what opened it is the customer's message. */
    public static Ticket opened(Fact.TicketOpened fact, long at) {
        return new Ticket(
                fact.ticket(),
                fact.customer(),
                fact.channel(),
                fact.followsUp(),
                at,
                fact.priority(),
                null,
                at,
                null,
                null,
                LastWord.CUSTOMER,
                at);
    }

    /** A ticket that an agent begins: what began it is the desk's message. */
    public static Ticket started(Fact.ProactiveChatStarted fact, long at) {
        return new Ticket(
                fact.ticket(),
                fact.customer(),
                Channel.IN_APP,
                null,
                at,
                fact.priority(),
                null,
                at,
                null,
                null,
                LastWord.DESK,
                at);
    }

    /** The ticket in another status, held by {@code holder}, who may be null. */
    public Ticket in(Status next, AgentId holder, long at) {
        return new Ticket(
                id,
                customer,
                channel,
                followsUp,
                openedAt,
                priority,
                next,
                at,
                holder,
                holder == null ? lastAssignee : holder,
                lastWord,
                lastWordAt);
    }

    /** The ticket in another agent's hands. */
    public Ticket heldBy(AgentId holder) {
        return new Ticket(
                id,
                customer,
                channel,
                followsUp,
                openedAt,
                priority,
                status,
                since,
                holder,
                holder,
                lastWord,
                lastWordAt);
    }

    /** The ticket with another priority; it keeps its time in the waiting line. */
    public Ticket with(Priority next) {
        return new Ticket(
                id,
                customer,
                channel,
                followsUp,
                openedAt,
                next,
                status,
                since,
                assignee,
                lastAssignee,
                lastWord,
                lastWordAt);
    }

    /** The ticket after somebody wrote. */
    public Ticket with(LastWord word, long at) {
        return new Ticket(
                id, customer, channel, followsUp, openedAt, priority, status, since, assignee, lastAssignee, word, at);
    }

    /** The clock that runs for the ticket as it is, or null when none does (decision 7). */
    public Clock clock() {
        return switch (status) {
            case ACTIVE -> lastWord == LastWord.DESK ? new Clock(Timer.IDLE, Math.max(lastWordAt, since)) : null;
            case IDLE -> new Clock(Timer.CLOSE_IDLE, since);
            case IN_PROGRESS -> new Clock(Timer.IN_PROGRESS_TO_PENDING, since);
            case PENDING, PROACTIVE, CLOSED -> null;
        };
    }

    /**
     * A clock that runs.
     *
     * @param timer which
     * @param since from when its time is counted, epoch milliseconds
     */
    public record Clock(Timer timer, long since) {}
}
