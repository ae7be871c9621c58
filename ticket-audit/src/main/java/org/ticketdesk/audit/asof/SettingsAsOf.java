package org.ticketdesk.audit.asof;

import org.jspecify.annotations.Nullable;
import org.ticketdesk.core.journey.Settings;

/**
 * What a desk had set. Times are in milliseconds; null where that clock was switched off.
 *
 * @param idleAfterMs how long a customer is silent before an Active ticket goes Idle
 * @param closeIdleAfterMs how long a ticket is Idle before it is Closed
 * @param inProgressToPendingAfterMs how long a ticket is In Progress before it returns to Pending
 * @param defaultCapacity how many Active tickets an agent without a capacity of their own may be routed
 */
public record SettingsAsOf(
        @Nullable Long idleAfterMs,
        @Nullable Long closeIdleAfterMs,
        @Nullable Long inProgressToPendingAfterMs,
        int defaultCapacity) {

    static SettingsAsOf of(Settings settings) {
        return new SettingsAsOf(
                orOff(settings.idleAfterMs()),
                orOff(settings.closeIdleAfterMs()),
                orOff(settings.inProgressToPendingAfterMs()),
                settings.defaultCapacity());
    }

    private static Long orOff(long ms) {
        return ms == Settings.OFF ? null : ms;
    }
}
