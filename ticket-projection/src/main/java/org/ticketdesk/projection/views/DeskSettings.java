package org.ticketdesk.projection.views;

import org.jspecify.annotations.Nullable;

/**
 * What a desk has set, or begins with.
 *
 * @param idleAfterMs milliseconds; null is off
 * @param closeIdleAfterMs milliseconds; null is off
 * @param inProgressToPendingAfterMs milliseconds; null is off
 * @param defaultCapacity of agents without one of their own
 */
public record DeskSettings(
        @Nullable Long idleAfterMs,
        @Nullable Long closeIdleAfterMs,
        @Nullable Long inProgressToPendingAfterMs,
        int defaultCapacity) {}
