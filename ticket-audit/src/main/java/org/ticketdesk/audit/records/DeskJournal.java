package org.ticketdesk.audit.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The journal of one desk, entry by entry in the order of their sequence, each decoded once. The records of other desks on its
 * partition are passed over by their keys. Not thread-safe.
 */
public final class DeskJournal implements Iterator<JournalEntry>, AutoCloseable {
    private final int partition;
    private final byte[] key;
    private final Codec<JournalEntry> codec;
    private final Records records;
    private ConsumerRecord<byte[], byte[]> next;
    private long offset = -1;

    private DeskJournal(int partition, byte[] key, Codec<JournalEntry> codec, Records records) {
        this.partition = partition;
        this.key = key;
        this.codec = codec;
        this.records = records;
    }

    /**
     * Opens the journal of a desk, from its beginning to where it ends now.
     *
     * @param archive where
     * @param desk which; one that nobody has heard of has no entry
     */
    public static DeskJournal open(Archive archive, String desk) {
        byte[] key = desk.getBytes(StandardCharsets.US_ASCII);
        int partition = DeskPartition.of(key, archive.partitions(DeskTopic.JOURNAL));
        return new DeskJournal(
                partition,
                key,
                Codec.of(JournalEntry.class, archive.schemas()),
                archive.open(DeskTopic.JOURNAL, partition));
    }

    @Override
    public boolean hasNext() {
        while (next == null && records.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = records.next();
            if (Arrays.equals(record.key(), key)) {
                next = record;
            }
        }
        return next != null;
    }

    /**
     * The next entry.
     *
     * @throws BrokenJournal when the record is no entry
     */
    @Override
    public JournalEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The desk's journal has ended");
        }
        ConsumerRecord<byte[], byte[]> record = next;
        next = null;
        offset = record.offset();
        if (record.value() == null) {
            throw new BrokenJournal(place(record) + " is empty, expected an entry");
        }
        try {
            return codec.decode(record.value());
        } catch (UndecodableException e) {
            throw new BrokenJournal(place(record) + " is no entry that can be read (" + e.getMessage() + ")");
        }
    }

    /** The desk's partition, of the journal and of the log. */
    public int partition() {
        return partition;
    }

    /** Where the entry that was given last stands in its partition of the journal; -1 before the first. */
    public long offset() {
        return offset;
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "The record of " + record.topic() + "-" + record.partition() + " at offset " + record.offset();
    }

    @Override
    public void close() {
        records.close();
    }
}
