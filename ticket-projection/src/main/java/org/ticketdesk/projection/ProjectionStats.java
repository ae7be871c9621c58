package org.ticketdesk.projection;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a projection has done since it was started, and how it stands.
 *
 * @param generation the number of the views that it writes to
 * @param applied entries applied
 * @param batches transactions that applied them
 * @param setAside records that could not be applied, and were set aside
 * @param lag records of the journal that are not applied yet, with the marks of transactions; empty before the brokers have said
 * @param troubles attempts that failed and were, or will be, made again
 * @param lastProblem why the last of them failed, or why the last record was set aside; null when nothing did
 * @param lastProblemAt when that was; null when nothing did
 */
public record ProjectionStats(
        int generation,
        long applied,
        long batches,
        long setAside,
        OptionalLong lag,
        long troubles,
        String lastProblem,
        Instant lastProblemAt) {

    /** Whether the views had everything that the journal had when the brokers were last asked. */
    public boolean caughtUp() {
        return lag.isPresent() && lag.getAsLong() == 0;
    }
}
