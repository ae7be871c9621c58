package org.ticketdesk.audit.asof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;

/**
 * A ticket as it was. Times are the desk's.
 *
 * @param ticket its id
 * @param customer whose
 * @param channel IN_APP or SOCIAL
 * @param priority LOW, MEDIUM, HIGH or URGENT
 * @param followsUp the ticket it continues, or null
 * @param openedAt when it was first opened
 * @param status one of the six
 * @param statusSince since when
 * @param assignee who held it, or null
 * @param lastAssignee who held it, or had held it last, or null
 * @param lastWord who had written last: CUSTOMER or DESK
 * @param lastWordAt when
 */
public record TicketAsOf(
        String ticket,
        String customer,
        String channel,
        String priority,
        @Nullable String followsUp,
        Instant openedAt,
        String status,
        Instant statusSince,
        @Nullable String assignee,
        @Nullable String lastAssignee,
        String lastWord,
        Instant lastWordAt) {

    static TicketAsOf of(Ticket ticket) {
        return new TicketAsOf(
                ticket.id().value(),
                ticket.customer().value(),
                ticket.channel().name(),
                ticket.priority().name(),
                ticket.followsUp() == null ? null : ticket.followsUp().value(),
                Instant.ofEpochMilli(ticket.openedAt()),
                ticket.status().name(),
                Instant.ofEpochMilli(ticket.since()),
                name(ticket.assignee()),
                name(ticket.lastAssignee()),
                ticket.lastWord().name(),
                Instant.ofEpochMilli(ticket.lastWordAt()));
    }

    private static String name(AgentId agent) {
        return agent == null ? null : agent.value();
    }
}
