package org.ticketdesk.projection.measures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How values are spread. All but the count are null when there is none.
 *
 * @param count how many
 * @param mean their mean, to two decimals
 * @param p50 the median; percentiles are by nearest rank, so each is one of the values
 * @param p90 what nine of ten do not exceed
 * @param p99 what ninety-nine of a hundred do not exceed
 * @param max the highest
 */
public record Spread(
        long count,
        @Nullable Double mean,
        @Nullable Long p50,
        @Nullable Long p90,
        @Nullable Long p99,
        @Nullable Long max) {

    /**
     * Sums up.
     *
     * @param values in any order; sorted afterwards
     */
    static Spread of(long[] values) {
        if (values.length == 0) {
            return new Spread(0, null, null, null, null, null);
        }
        Arrays.sort(values);
        double mean = (double) Arrays.stream(values).sum() / values.length;
        return new Spread(
                values.length,
                Math.round(mean * 100) / 100.0,
                percentile(values, 50),
                percentile(values, 90),
                percentile(values, 99),
                values[values.length - 1]);
    }

    /** The lowest value that at least so many of a hundred do not exceed. */
    private static long percentile(long[] sorted, int percent) {
        long rank = ((long) sorted.length * percent + 99) / 100;
        return sorted[(int) rank - 1];
    }
}
