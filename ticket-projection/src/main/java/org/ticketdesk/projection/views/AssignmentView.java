package org.ticketdesk.projection.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An assignment: who held which ticket, from when to when, and how they answered meanwhile.
 *
 * @param ticket which
 * @param assignment the number among the ticket's, from 1
 * @param cycle the number of the open cycle
 * @param agent who
 * @param beganAt when
 * @param beganBy the row (B2, R1, R8, R9, R19, R20), or TRANSFER
 * @param endedAt when, or null
 * @param endedBy the row (R2, R5, R6, R7, R13, R15, R16), or TRANSFER; or null
 * @param firstResponseAt when the agent first answered, or null
 * @param firstResponseMs after what time, or null
 * @param responses the agent's messages
 */
public record AssignmentView(
        String ticket,
        int assignment,
        int cycle,
        String agent,
        Instant beganAt,
        String beganBy,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable Instant firstResponseAt,
        @Nullable Long firstResponseMs,
        long responses) {}
