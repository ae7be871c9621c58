package org.ticketdesk.projection.views;

import java.time.Instant;

/**
 * A ticket in the waiting line.
 *
 * @param ticket which
 * @param customer whose
 * @param channel where
 * @param priority how urgent
 * @param since when it became Pending
 */
public record Waiting(String ticket, String customer, String channel, String priority, Instant since) {}
