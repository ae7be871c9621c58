package org.ticketdesk.projection;

/**
 * How far one partition of the journal is in the views.
 *
 * @param lag records that are not applied yet, with the marks of transactions; -1 before the brokers have said
 * @param upTo what was decided before this moment is in the views, epoch milliseconds; 0 when nothing is known
 */
public record PartitionProgress(long lag, long upTo) {

    /**
     * How old the views are: well under a second where nothing is ahead, as whoever applies looks again every tenth of a second.
     *
     * @param now epoch milliseconds
     * @return seconds; infinite when nothing is known
     */
    public double behindSeconds(long now) {
        return upTo == 0 ? Double.POSITIVE_INFINITY : Math.max(0, now - upTo) / 1e3;
    }
}
