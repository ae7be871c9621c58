package org.ticketdesk.audit.folder;

import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;

/** Which records of a partition of the log have an entry in the journal. Asked for them in their order; not thread-safe. */
final class Decided implements AutoCloseable {
    private final Records journal;
    private final Codec<JournalEntry> codec;
    private long readTo = -1;

    /**
     * None is read yet.
     *
     * @param journal the entries of the partition, from the first; closed with this
     * @param codec reads them
     */
    Decided(Records journal, Codec<JournalEntry> codec) {
        this.journal = journal;
        this.codec = codec;
    }

    boolean has(long offset) {
        while (readTo < offset && journal.hasNext()) {
            readTo = codec.decode(journal.next().value()).getSource().getOffset();
        }
        return readTo == offset;
    }

    @Override
    public void close() {
        journal.close();
    }
}
