package org.ticketdesk.events.publisher;

import java.time.Instant;

/**
 * An action stands in the log and will not be lost.
 *
 * @param partition the partition that serves the desk
 * @param offset its place there
 * @param appendedAt the broker's time, which is the one that counts (decision 13)
 */
public record Receipt(int partition, long offset, Instant appendedAt) {}
