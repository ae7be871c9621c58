package org.ticketdesk.projection.measures;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measures of one group. Times are in milliseconds.
 *
 * @param key what they have in common
 * @param opened tickets opened
 * @param reopened tickets reopened
 * @param closed tickets closed
 * @param waiting waiting times
 * @param firstResponse first responses
 * @param conversation conversation times
 * @param timeToClose times to close
 * @param inStatus stays in a status, by the status's name; null by agent
 * @param assignments assignments
 */
public record Group(
        String key,
        long opened,
        long reopened,
        long closed,
        Spread waiting,
        Spread firstResponse,
        Spread conversation,
        Spread timeToClose,
        @Nullable Map<String, Spread> inStatus,
        Assignments assignments) {
    /**
     * What was measured of assignments.
     *
     * @param count assignments that began
     * @param firstResponse the assignee's first response
     * @param length how long they lasted, of those that ended
     * @param responses how many messages the assignee wrote, of those that ended
     */
    public record Assignments(long count, Spread firstResponse, Spread length, Spread responses) {}
}
