package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open cycle of a ticket; {@code docs/measures.md} defines its times, each of which is null as long as it is not complete.
 *
 * @param cycle from 1
 * @param beganAt when
 * @param beganBy the row: B1, B2, R18, R19, R20
 * @param closedAt when, or null
 * @param closedBy the row: R5, R6, R15, R16; or null
 * @param awaitingSince since when the customer awaited the first response; null when they do not
 * @param firstHeldAt when an agent first held the ticket
 * @param firstResponseAt when the desk first answered
 * @param firstResponseBy who answered
 * @param waitingMs waiting time
 * @param firstResponseMs first response
 * @param conversationMs conversation time
 * @param toCloseMs time to close
 * @param inStatusMs what the stays in each status that have ended lasted together, by the status's name
 * @param customerMessages the opening by a customer is one
 * @param deskMessages the first word of a proactive chat is one
 */
public record CycleView(
        int cycle,
        Instant beganAt,
        String beganBy,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable Instant awaitingSince,
        @Nullable Instant firstHeldAt,
        @Nullable Instant firstResponseAt,
        @Nullable String firstResponseBy,
        @Nullable Long waitingMs,
        @Nullable Long firstResponseMs,
        @Nullable Long conversationMs,
        @Nullable Long toCloseMs,
        Map<String, Long> inStatusMs,
        long customerMessages,
        long deskMessages) {}
