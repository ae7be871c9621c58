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

    /**
     * The views moved on by entries that nobody was told of: look again. So it is when a record was set aside, when the projection
     * goes on with views that others have built further, and when rows were put back. Called and bound like {@link #applied}; who
     * asks the views now finds what was skipped. Does nothing unless it is overridden, as befits who only counts.
     */
    default void skipped() {}
}
