package org.ticketdesk.projection.measures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The values of one group, as they come. */
final class Sum {
    private static final List<String> STATUSES =
            List.of("PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE", "CLOSED");

    private final Map<String, LongStream.Builder> measures = new LinkedHashMap<>();
    private final Map<String, LongStream.Builder> stays = new LinkedHashMap<>();

    void add(String measure, long value) {
        measures.computeIfAbsent(measure, none -> LongStream.builder()).add(value);
    }

    void stay(String status, long ms) {
        stays.computeIfAbsent(status, none -> LongStream.builder()).add(ms);
    }

    Group group(String key, By by) {
        Map<String, Spread> inStatus = new LinkedHashMap<>();
        STATUSES.forEach(status -> inStatus.put(status, spread(stays, status)));
        Spread timeToClose = spread(measures, "CLOSED");
        return new Group(
                key,
                spread(measures, "OPENED").count(),
                spread(measures, "REOPENED").count(),
                timeToClose.count(),
                spread(measures, "WAITING"),
                spread(measures, "FIRST_RESPONSE"),
                spread(measures, "CONVERSATION"),
                timeToClose,
                by == By.AGENT ? null : inStatus,
                new Group.Assignments(
                        spread(measures, "ASSIGNED").count(),
                        spread(measures, "ASSIGNMENT_FIRST_RESPONSE"),
                        spread(measures, "ASSIGNMENT_LENGTH"),
                        spread(measures, "ASSIGNMENT_RESPONSES")));
    }

    private static Spread spread(Map<String, LongStream.Builder> values, String name) {
        LongStream.Builder found = values.remove(name);
        return Spread.of(found == null ? new long[0] : found.build().toArray());
    }
}
