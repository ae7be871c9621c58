package org.ticketdesk.projection.measures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Sums up what was measured in a range of time: the rows of {@code measurements}, and the stays in a status that ended, from
 * {@code status_changes}. Both are read by time, once, and all values are kept until the percentiles are known. Stateless.
 */
public final class Measures {
    private static final int FETCHED_AT_ONCE = 10_000;

    private Measures() {}

    /**
     * Reads and sums up.
     *
     * @param handle in a transaction that reads one snapshot
     * @param desk which
     * @param from what was complete at this time or later
     * @param to what was complete before this time
     * @param by what to group by
     * @return by their keys: each hour and each channel whether or not something was measured, agents of whom something was
     * @throws TooMuchMeasuredException when there are more values than can be summed up at once
     */
    public static List<Group> read(Handle handle, String desk, Instant from, Instant to, By by) {
        var summing = new Summing(desk, by);
        read(handle, "SELECT at, measure, measured, agent, channel FROM measurements", desk, from, to, row -> {
            summing.measured(
                    row.getLong("at"),
                    row.getString("measure"),
                    row.getLong("measured"),
                    row.getString("agent"),
                    row.getString("channel"));
        });
        if (by != By.AGENT) {
            read(handle, "SELECT at, from_status, lasted_ms, channel FROM status_changes", desk, from, to, row -> {
                String status = row.getString("from_status");
                if (status != null) {
                    summing.stayed(row.getLong("at"), status, row.getLong("lasted_ms"), row.getString("channel"));
                }
            });
        }
        return summing.groups(from, to);
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private static void read(Handle handle, String select, String desk, Instant from, Instant to, Each each) {
        handle.createQuery(select + " WHERE desk = :desk AND at >= :from AND at < :to")
                .bind("desk", desk)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .setFetchSize(FETCHED_AT_ONCE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        each.row(row);
                    }
                    return null;
                });
    }
}
