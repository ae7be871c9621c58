package org.ticketdesk.projection.rebuild;

/**
 * How far a rebuild has come.
 *
 * @param step what it is doing
 * @param done records of the journal that are behind it, with the marks of transactions
 * @param total records of the journal that there are, with the marks of transactions; grows while the desk goes on
 * @param entries entries applied
 * @param entriesPerSecond applied in each second of this step, so far
 */
public record RebuildProgress(Step step, long done, long total, long entries, long entriesPerSecond) {
    /** What a rebuild does, in this order. */
    public enum Step {
        /** Applies the journal up to its end. */
        APPLYING,
        /** Makes the indexes. */
        INDEXING,
        /** Applies what has come since, and takes the place of the views in use. */
        REPLACING,
        /** The new views are in use. */
        DONE
    }
}
