package org.ticketdesk.projection;

import java.util.List;
import org.ticketdesk.projection.fold.AppliedEntry;

/** Who wants to know what has been applied. */
@FunctionalInterface
public interface AppliedListener {
    /**
     * Called after each commit, by the projection's thread, in the order of each desk: who asks the views now finds these entries.
     * The next batch waits until it returns, so what takes long belongs elsewhere; what it throws is logged and goes no further.
     *
     * @param entries at least one
     */
    void applied(List<AppliedEntry> entries);
}
