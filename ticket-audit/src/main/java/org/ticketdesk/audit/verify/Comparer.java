package org.ticketdesk.audit.verify;

/**
 * Something else that must say what the journal says: views, say. It is given every entry, and then asked what differs. It is
 * opened before the journal's end is looked up, so that it cannot be ahead of it.
 */
public interface Comparer extends AutoCloseable {

    /**
     * An entry as it must be. Entries of one partition come in their order, by one thread; several partitions at once.
     *
     * @param partition of the journal
     * @param desk whose entry
     * @param ticket that the action named, or null
     * @param sequence of the desk
     * @param entry its bytes as they must be; those in the journal where they say the same
     */
    void next(int partition, String desk, String ticket, long sequence, byte[] entry);

    /**
     * Compares, when all entries have been given.
     *
     * @param findings takes what differs, the first of each desk
     * @return what was compared, in a few words, for people
     */
    String compare(Findings findings);

    @Override
    void close();
}
