package org.ticketdesk.processor.recovery;

/** Is told how far the state of a partition has been found again from the journal. Called by the threads that fold. */
@FunctionalInterface
public interface FoldProgress {
    /** Nobody wants to know. */
    FoldProgress UNHEARD = (partition, offset, end) -> {};

    /**
     * The journal of a partition has been evolved up to an offset.
     *
     * @param partition of the journal
     * @param offset the next to be read
     * @param end where it will be done
     */
    void folded(int partition, long offset, long end);
}
