package org.ticketdesk.audit.history;

import java.time.Instant;
import org.ticketdesk.core.journey.Timer;

/**
 * A timer that came back through the log.
 *
 * @param timer which clock
 * @param deadline what it was armed for
 * @param lateMs how much later than that it was decided, in milliseconds; less than 0 when it came too early
 */
public record FiredTimer(Timer timer, Instant deadline, long lateMs) {}
