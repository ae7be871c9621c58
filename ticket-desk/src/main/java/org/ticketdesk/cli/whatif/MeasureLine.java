package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ticketdesk.projection.measures.Group;
import org.ticketdesk.projection.measures.Spread;

/**
 * One measure of one group in both tellings.
 *
 * @param name as in {@code docs/measures.md}
 * @param kind what its values are
 * @param was as it was; all but the count are null where only the count is measured
 * @param mightHaveBeen as it might have been
 */
public record MeasureLine(String name, Kind kind, Spread was, Spread mightHaveBeen) {

    /** What the values of a measure are. */
    public enum Kind {
        /** There are none: it is counted. */
        COUNT,
        /** Milliseconds. */
        TIME,
        /** Numbers. */
        NUMBER
    }

    /** Whether both tellings measure the same. */
    public boolean isSame() {
        return was.equals(mightHaveBeen);
    }

    /** How much more as it might have been than as it was; null where one of the two has no value. */
    public Spread difference() {
        return new Spread(
                mightHaveBeen.count() - was.count(),
                was.mean() == null || mightHaveBeen.mean() == null
                        ? null
                        : Math.round((mightHaveBeen.mean() - was.mean()) * 100) / 100.0,
                minus(mightHaveBeen.p50(), was.p50()),
                minus(mightHaveBeen.p90(), was.p90()),
                minus(mightHaveBeen.p99(), was.p99()),
                minus(mightHaveBeen.max(), was.max()));
    }

    private static Long minus(Long one, Long other) {
        return one == null || other == null ? null : (Long) (one - other);
    }

    /** All measures of a group, in the order of the page. */
    static List<MeasureLine> of(Group was, Group might) {
        List<MeasureLine> lines = new ArrayList<>();
        lines.add(count("opened", was.opened(), might.opened()));
        lines.add(count("reopened", was.reopened(), might.reopened()));
        lines.add(count("closed", was.closed(), might.closed()));
        lines.add(time("waiting time", was.waiting(), might.waiting()));
        lines.add(time("first response", was.firstResponse(), might.firstResponse()));
        lines.add(time("conversation time", was.conversation(), might.conversation()));
        lines.add(time("time to close", was.timeToClose(), might.timeToClose()));
        Map<String, Spread> stays = was.inStatus();
        if (stays != null && might.inStatus() != null) {
            stays.forEach((status, spread) -> lines.add(time(
                    "time in " + Say.status(status), spread, might.inStatus().get(status))));
        }
        lines.add(count(
                "assignments", was.assignments().count(), might.assignments().count()));
        lines.add(time(
                "first response of an assignment",
                was.assignments().firstResponse(),
                might.assignments().firstResponse()));
        lines.add(time(
                "length of an assignment",
                was.assignments().length(),
                might.assignments().length()));
        lines.add(new MeasureLine(
                "responses of an assignment",
                Kind.NUMBER,
                was.assignments().responses(),
                might.assignments().responses()));
        return lines;
    }

    private static MeasureLine count(String name, long was, long might) {
        return new MeasureLine(name, Kind.COUNT, counted(was), counted(might));
    }

    private static MeasureLine time(String name, Spread was, Spread might) {
        return new MeasureLine(name, Kind.TIME, was, might);
    }

    private static Spread counted(long count) {
        return new Spread(count, null, null, null, null, null);
    }
}
