package org.ticketdesk.projection.views;

/**
 * Where an action stands in the log.
 *
 * @param partition of the topic {@code desk-actions}
 * @param offset in it
 */
public record LogPlace(int partition, long offset) {}
