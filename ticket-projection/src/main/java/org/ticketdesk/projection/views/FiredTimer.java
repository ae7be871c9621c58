package org.ticketdesk.projection.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer of a ticket that came back through the log.
 *
 * @param timer IDLE, CLOSE_IDLE or IN_PROGRESS_TO_PENDING
 * @param dueAt when it was due by the settings in force when it was decided; null when it was dismissed
 * @param lateMs how much later it was decided, in milliseconds; null when it was dismissed
 */
public record FiredTimer(
        String timer, @Nullable Instant dueAt, @Nullable Long lateMs) {}
