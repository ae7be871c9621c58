package org.ticketdesk.projection.measures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.ticketdesk.events.Channel;

/**
 * Sums up what was measured in a range of time: the rows of {@code measurements}, and the stays in a status that ended, from
 * {@code status_changes}. Both are read by time, once, and all values are kept until the percentiles are known.
 */
public final class Measures {
    /** How many values may be summed up at once: 8 bytes each. */
    static final int MOST = 5_000_000;

    private static final int FETCHED_AT_ONCE = 10_000;
    private static final long HOUR_MS = 3_600_000;

    private final By by;
    private final Map<String, Sum> sums = new TreeMap<>();
    private int values;
    private long hourSince;
    private String hour;

    private Measures(By by) {
        this.by = by;
    }

    /**
     * Reads and sums up.
     *
     * @param handle in a transaction that reads one snapshot
     * @param desk which
     * @param from what was complete at this time or later
     * @param to what was complete before this time
     * @param by what to group by
     * @return by their keys: each hour and each channel whether or not something was measured, agents of whom something was
     * @throws TooMuchMeasuredException when there are more than {@value #MOST} values
     */
    public static List<Group> read(Handle handle, String desk, Instant from, Instant to, By by) {
        var measures = new Measures(by);
        measures.prepare(desk, from, to);
        handle.createQuery("SELECT at, measure, measured, agent, channel FROM measurements"
                        + " WHERE desk = :desk AND at >= :from AND at < :to")
                .bind("desk", desk)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .setFetchSize(FETCHED_AT_ONCE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        measures.addMeasurement(desk, row);
                    }
                    return null;
                });
        if (by != By.AGENT) {
            handle.createQuery("SELECT at, from_status, lasted_ms, channel FROM status_changes"
                            + " WHERE desk = :desk AND at >= :from AND at < :to")
                    .bind("desk", desk)
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .setFetchSize(FETCHED_AT_ONCE)
                    .scanResultSet((rows, context) -> {
                        ResultSet row = rows.get();
                        while (row.next()) {
                            measures.addStay(desk, row);
                        }
                        return null;
                    });
        }
        List<Group> groups = new ArrayList<>();
        measures.sums.forEach((key, sum) -> groups.add(sum.group(key, by)));
        return groups;
    }

    private void prepare(String desk, Instant from, Instant to) {
        switch (by) {
            case DESK -> sum(desk);
            case CHANNEL -> {
                sum(Channel.IN_APP.name());
                sum(Channel.SOCIAL.name());
            }
            case HOUR -> {
                for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
                        hour.isBefore(to);
                        hour = hour.plusSeconds(3600)) {
                    sum(hour.toString());
                }
            }
            case AGENT -> {}
        }
    }

    private void addMeasurement(String desk, ResultSet row) throws SQLException {
        String key = switch (by) {
            case AGENT -> row.getString("agent");
            case DESK, CHANNEL, HOUR -> keyOf(desk, row);
        };
        String measure = row.getString("measure");
        boolean belongsToNoAgent = measure.equals("OPENED") || measure.equals("REOPENED");
        if (key != null && !(by == By.AGENT && belongsToNoAgent)) {
            count();
            sum(key).add(measure, row.getLong("measured"));
        }
    }

    private void addStay(String desk, ResultSet row) throws SQLException {
        String status = row.getString("from_status");
        if (status != null) {
            count();
            sum(keyOf(desk, row)).stay(status, row.getLong("lasted_ms"));
        }
    }

    private String keyOf(String desk, ResultSet row) throws SQLException {
        return switch (by) {
            case DESK -> desk;
            case CHANNEL -> row.getString("channel");
            case HOUR -> hourOf(row.getLong("at"));
            case AGENT -> throw new IllegalStateException("A stay in a status belongs to no agent");
        };
    }

    /** Rows come by time, so most are of the hour of the one before. */
    private String hourOf(long at) {
        long since = Math.floorDiv(at, HOUR_MS) * HOUR_MS;
        if (hour == null || since != hourSince) {
            hourSince = since;
            hour = Instant.ofEpochMilli(since).toString();
        }
        return hour;
    }

    private Sum sum(String key) {
        return sums.computeIfAbsent(key, none -> new Sum());
    }

    private void count() {
        if (++values > MOST) {
            throw new TooMuchMeasuredException(MOST);
        }
    }
}
