package org.ticketdesk.projection.measures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.projection.fold.Measure;
import org.ticketdesk.projection.fold.MeasuredListener;

/**
 * Sums up what is measured of one desk, group by group, wherever it comes from: the rows of the views, or a story that is folded
 * in memory. All values are kept until the percentiles are known. Not thread-safe.
 */
public final class Summing implements MeasuredListener {
    /** How many values may be summed up at once: 8 bytes each. */
    static final int MOST = 5_000_000;

    private static final long HOUR_MS = 3_600_000;

    private final String desk;
    private final By by;
    private final Map<String, Sum> sums = new TreeMap<>();
    private int values;
    private long hourSince;
    private String hour;

    /**
     * Begins with nothing.
     *
     * @param desk whose measures they are
     * @param by what to group by
     */
    public Summing(String desk, By by) {
        this.desk = desk;
        this.by = by;
    }

    /**
     * Something was measured.
     *
     * @throws TooMuchMeasuredException when there are more than {@value #MOST} values
     */
    @Override
    public void measured(long at, Measure measure, long measured, String ticket, String agent, String channel) {
        measured(at, measure.name(), measured, agent, channel);
    }

    /**
     * A stay in a status has ended, unless a ticket was born.
     *
     * @throws TooMuchMeasuredException when there are more than {@value #MOST} values
     */
    @Override
    public void changed(TicketStatusChanged change) {
        if (change.getFrom() != null) {
            long at = change.getAt().toEpochMilli();
            stayed(
                    at,
                    change.getFrom().name(),
                    change.getSince() == null ? 0 : at - change.getSince().toEpochMilli(),
                    change.getChannel().name());
        }
    }

    void measured(long at, String measure, long measured, String agent, String channel) {
        String key = by == By.AGENT ? agent : keyOf(at, channel);
        boolean belongsToNoAgent = measure.equals("OPENED") || measure.equals("REOPENED");
        if (key != null && !(by == By.AGENT && belongsToNoAgent)) {
            count();
            sum(key).add(measure, measured);
        }
    }

    void stayed(long at, String status, long ms, String channel) {
        if (by != By.AGENT) {
            count();
            sum(keyOf(at, channel)).stay(status, ms);
        }
    }

    /**
     * What came together. To be asked once.
     *
     * @param from where the range began
     * @param to where it ended
     * @return by their keys: each hour and each channel whether or not something was measured, agents of whom something was
     */
    public List<Group> groups(Instant from, Instant to) {
        switch (by) {
            case DESK -> sum(desk);
            case CHANNEL -> {
                sum(Channel.IN_APP.name());
                sum(Channel.SOCIAL.name());
            }
            case HOUR -> {
                for (Instant each = from.truncatedTo(ChronoUnit.HOURS);
                        each.isBefore(to);
                        each = each.plusSeconds(3600)) {
                    sum(each.toString());
                }
            }
            case AGENT -> {}
        }
        List<Group> groups = new ArrayList<>();
        sums.forEach((key, sum) -> groups.add(sum.group(key, by)));
        return groups;
    }

    private String keyOf(long at, String channel) {
        return switch (by) {
            case DESK -> desk;
            case CHANNEL -> channel;
            case HOUR -> hourOf(at);
            case AGENT -> throw new IllegalStateException("A stay in a status belongs to no agent");
        };
    }

    /** They come by time, so most are of the hour of the one before. */
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
