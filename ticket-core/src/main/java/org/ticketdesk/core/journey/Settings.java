package org.ticketdesk.core.journey;

/**
 * What a desk has set (decision 15). Times are in milliseconds, and {@link #OFF} where that clock is switched off.
 *
 * @param idleAfterMs how long a customer is silent before an Active ticket goes Idle (R3)
 * @param closeIdleAfterMs how long a ticket is Idle before it is Closed (R16)
 * @param inProgressToPendingAfterMs how long a ticket is In Progress before it returns to Pending (R11)
 * @param defaultCapacity how many Active tickets an agent without a capacity of their own may be routed
 */
public record Settings(long idleAfterMs, long closeIdleAfterMs, long inProgressToPendingAfterMs, int defaultCapacity) {

    /** The value of a time that is switched off. */
    public static final long OFF = 0;

    /** What a new desk begins with: 10 minutes, 24 hours, off, 5. */
    public static final Settings OF_A_NEW_DESK = new Settings(600_000, 86_400_000, OFF, 5);

    /** The time set for a clock in milliseconds, or {@link #OFF}. */
    public long after(Timer timer) {
        return switch (timer) {
            case IDLE -> idleAfterMs;
            case CLOSE_IDLE -> closeIdleAfterMs;
            case IN_PROGRESS_TO_PENDING -> inProgressToPendingAfterMs;
        };
    }
}
