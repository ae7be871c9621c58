package org.ticketdesk.projection.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it is.
 *
 * @param ticket its id
 * @param customer whose
 * @param channel where
 * @param priority how urgent
 * @param followsUp the ticket that it continues, or null
 * @param openedAt when it was opened first
 * @param status where it stands
 * @param statusSince since when
 * @param assignee who holds it, or null
 * @param lastAssignee who held it last, or null
 * @param lastWord CUSTOMER or DESK: who wrote last
 * @param lastWordAt when
 * @param closedAt when it was closed; null unless it is
 * @param reopenings how often it was reopened
 * @param customerMessages the opening by a customer is one
 * @param deskMessages the first word of a proactive chat is one
 * @param sequence of the entry that last changed it
 * @param incompleteSince the sequence of the first entry about it that could not be applied: from there on, what stands here may
 *     not be so; null when there is none
 */
public record TicketView(
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
        Instant lastWordAt,
        @Nullable Instant closedAt,
        int reopenings,
        long customerMessages,
        long deskMessages,
        long sequence,
        @Nullable Long incompleteSince) {}
