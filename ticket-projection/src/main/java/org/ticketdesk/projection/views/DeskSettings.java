package org.ticketdesk.projection.views;

/**
 * What a desk has set, or begins with.
 *
 * @param idleAfterMs milliseconds; null is off
 * @param closeIdleAfterMs milliseconds; null is off
 * @param inProgressToPendingAfterMs milliseconds; null is off
 * @param defaultCapacity of agents without one of their own
 */
public record DeskSettings(
        Long idleAfterMs, Long closeIdleAfterMs, Long inProgressToPendingAfterMs, int defaultCapacity) {}
