package org.ticketdesk.audit.verify;

import java.util.Map;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Row;

/** How often each row was taken; R10 where R12 and R1 of one ticket stand one after the other in one entry. Not thread-safe. */
final class RowCounts {
    private final long[] counts = new long[Row.values().length];

    void add(Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted accepted)) {
            return;
        }
        Fact.StatusChanged before = null;
        for (Fact fact : accepted.facts()) {
            if (fact instanceof Fact.StatusChanged changed) {
                counts[changed.row().ordinal()]++;
                if (before != null
                        && before.row() == Row.R12
                        && changed.row() == Row.R1
                        && before.ticket().equals(changed.ticket())) {
                    counts[Row.R10.ordinal()]++;
                }
                before = changed;
            }
        }
    }

    void addTo(Map<Row, Long> all) {
        for (Row row : Row.values()) {
            if (counts[row.ordinal()] > 0) {
                all.merge(row, counts[row.ordinal()], Long::sum);
            }
        }
    }
}
