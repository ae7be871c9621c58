package org.ticketdesk.projection;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a projection has done since it was started, and how it stands.
 *
 * @param generation the number of the views that it writes to
 * @param applied entries applied
 * @param batches transactions that applied them
 * @param setAside records that could not be applied, and were set aside
 * @param partitions how far each partition of the journal is in the views
 * @param isWaiting whether the last attempt failed, and another will be made
 * @param troubles attempts that failed and were, or will be, made again
 * @param lastProblem why the last of them failed, or why the last record was set aside; null when nothing did
 * @param lastProblemAt when that was; null when nothing did
 */
public record ProjectionStats(
        int generation,
        long applied,
        long batches,
        long setAside,
        Map<Integer, PartitionProgress> partitions,
        boolean isWaiting,
        long troubles,
        String lastProblem,
        Instant lastProblemAt) {

    /** Records of the journal that are not applied yet, with the marks of transactions; empty before the brokers have said. */
    public OptionalLong lag() {
        long sum = 0;
        for (PartitionProgress partition : partitions.values()) {
            if (partition.lag() < 0) {
                return OptionalLong.empty();
            }
            sum += partition.lag();
        }
        return OptionalLong.of(sum);
    }

    /** Whether the views had everything that the journal had when the brokers were last asked. */
    public boolean caughtUp() {
        return lag().equals(OptionalLong.of(0));
    }
}
