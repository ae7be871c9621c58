package org.ticketdesk.audit.records;

import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;

/** The desk topics, wherever their records are kept. Safe for use by many threads, each reading with {@link Records} of its own. */
public interface Archive extends AutoCloseable {

    /** Whether the records of a topic are kept here. */
    boolean has(DeskTopic topic);

    /** How many partitions a topic has: the log, the journal, the status topic and the tickets have the same number. */
    int partitions(DeskTopic topic);

    /**
     * Opens a partition, to be read once.
     *
     * @param topic which; one that is {@linkplain #has here}
     * @param partition of it, from 0
     * @return its records, from its beginning to where it ends now; the caller's to close
     */
    Records open(DeskTopic topic, int partition);

    /** Where the records come from. */
    Origin origin();

    /** The schemas with which the records were written, beside those on board; to be asked until this is closed. */
    SchemaSource schemas();

    @Override
    void close();
}
