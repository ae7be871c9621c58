package org.ticketdesk.audit.seal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.EntryHead;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The last entry of each desk in a journal, read at the speed of reading: that the entries before it are linked is not looked at
 * here, but by a verification.
 */
public final class Heads {
    private final Archive archive;
    private final Codec<JournalEntry> codec;

    private Heads(Archive archive) {
        this.archive = archive;
        this.codec = Codec.of(JournalEntry.class, archive.schemas());
    }

    /**
     * Seals the journal as it is now.
     *
     * @param archive with the journal
     * @param at now
     * @return a seal that is not signed
     * @throws SealException when a record of the journal is no entry
     */
    public static Seal seal(Archive archive, Instant at) {
        return new Seal(at, archive.origin(), new Heads(archive).read(), null);
    }

    private record Last(EntryHead head, byte[] hash) {}

    private List<SealedHead> read() {
        List<SealedHead> heads = new ArrayList<>();
        for (int partition = 0; partition < archive.partitions(DeskTopic.JOURNAL); partition++) {
            Map<String, Last> last = new HashMap<>();
            try (Records journal = archive.open(DeskTopic.JOURNAL, partition)) {
                while (journal.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = journal.next();
                    EntryHead head = head(record);
                    last.put(head.desk(), new Last(head, EntryHead.hashIn(record.value())));
                }
            }
            for (Last each : last.values()) {
                heads.add(new SealedHead(
                        each.head.desk(),
                        partition,
                        each.head.sequence(),
                        each.hash,
                        Instant.ofEpochMilli(each.head.at()),
                        each.head.rules()));
            }
        }
        return heads;
    }

    private EntryHead head(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                return EntryHead.of(record.value(), codec);
            }
        } catch (UndecodableException e) {
            throw new SealException(
                    "The record at " + record.topic() + "-" + record.partition() + " at offset " + record.offset()
                            + " is no journal entry (" + e.getMessage()
                            + "): verify the journal first with `desk audit verify`.",
                    e);
        }
        throw new SealException("The record at " + record.topic() + "-" + record.partition() + " at offset "
                + record.offset() + " has no value: verify the journal first with `desk audit verify`.");
    }
}
