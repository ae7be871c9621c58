package org.ticketdesk.projection.http;

/**
 * An action stands in the log, and what becomes of it is not known yet.
 *
 * @param actionId the action's
 * @param desk where
 * @param place where it stands
 * @param outcome where its outcome is, once there
 */
record Accepted(String actionId, String desk, Place place, String outcome) {

    /**
     * A place in the log.
     *
     * @param partition of {@code desk-actions}
     * @param offset in the partition
     */
    record Place(int partition, long offset) {}
}
