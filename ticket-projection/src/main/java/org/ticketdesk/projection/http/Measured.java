package org.ticketdesk.projection.http;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.projection.measures.Group;
import org.ticketdesk.projection.measures.Spread;

/**
 * One measure of one group: a row of the measures as CSV.
 *
 * @param key the group's
 * @param measure where it is in JSON, such as {@code assignments.length}
 * @param count how many
 * @param mean their mean; this and the next are null when there is none, and of what is only counted
 * @param p50 the median
 * @param p90 what nine of ten do not exceed
 * @param p99 what ninety-nine of a hundred do not exceed
 * @param max the highest
 */
record Measured(
        String key,
        String measure,
        long count,
        @Nullable Double mean,
        @Nullable Long p50,
        @Nullable Long p90,
        @Nullable Long p99,
        @Nullable Long max) {

    /** The rows of these groups. */
    static List<Measured> of(List<Group> groups) {
        return groups.stream().flatMap(Measured::of).toList();
    }

    private static Stream<Measured> of(Group group) {
        String key = group.key();
        Stream<Measured> inStatus = group.inStatus() == null
                ? Stream.empty()
                : group.inStatus().entrySet().stream()
                        .map(status -> spread(key, "inStatus." + status.getKey(), status.getValue()));
        return Stream.of(
                        Stream.of(
                                number(key, "opened", group.opened()),
                                number(key, "reopened", group.reopened()),
                                number(key, "closed", group.closed()),
                                spread(key, "waiting", group.waiting()),
                                spread(key, "firstResponse", group.firstResponse()),
                                spread(key, "conversation", group.conversation()),
                                spread(key, "timeToClose", group.timeToClose())),
                        inStatus,
                        Stream.of(
                                number(key, "assignments", group.assignments().count()),
                                spread(
                                        key,
                                        "assignments.firstResponse",
                                        group.assignments().firstResponse()),
                                spread(
                                        key,
                                        "assignments.length",
                                        group.assignments().length()),
                                spread(
                                        key,
                                        "assignments.responses",
                                        group.assignments().responses())))
                .flatMap(rows -> rows);
    }

    private static Measured number(String key, String measure, long count) {
        return new Measured(key, measure, count, null, null, null, null, null);
    }

    private static Measured spread(String key, String measure, Spread spread) {
        return new Measured(
                key, measure, spread.count(), spread.mean(), spread.p50(), spread.p90(), spread.p99(), spread.max());
    }
}
