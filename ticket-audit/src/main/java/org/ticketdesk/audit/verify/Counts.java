package org.ticketdesk.audit.verify;

import java.util.EnumMap;
import java.util.Map;
import org.ticketdesk.core.journey.Row;

/** What was read and compared, over all partitions. Not thread-safe. */
final class Counts {
    final Map<Row, Long> rows = new EnumMap<>(Row.class);
    long desks;
    long actions;
    long rejected;
    long entries;
    long undecided;
    long statusChanges;
    long snapshots;
    long ahead;
}
