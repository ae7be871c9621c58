package org.ticketdesk.audit.verify;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.EntryHead;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;

/**
 * Status changes and snapshots of entries that the journal had not come to when its end was looked up: by now it has them, or
 * they are forged. The partition is read once more for that, at the speed of reading.
 */
final class AheadCheck {
    private final Codec<JournalEntry> codec;
    private final Map<String, DeskCheck> desks;
    private final Findings findings;

    AheadCheck(Codec<JournalEntry> codec, Map<String, DeskCheck> desks, Findings findings) {
        this.codec = codec;
        this.desks = desks;
        this.findings = findings;
    }

    /**
     * Compares.
     *
     * @param again the partition of the journal to where it ends now; closed here
     * @param endBefore where it ended when it was verified
     */
    void compare(Records again, long endBefore) {
        Map<String, Long> cameTo = new HashMap<>();
        try (again) {
            while (again.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = again.next();
                if (record.offset() >= endBefore && record.value() != null) {
                    note(record, cameTo);
                }
            }
        }
        for (DeskCheck desk : desks.values()) {
            if (desk.ahead != null && desk.ahead.sequence() > cameTo.getOrDefault(desk.id(), desk.sequence())) {
                findings.add(desk.ahead);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Long> cameTo) {
        try {
            EntryHead head = EntryHead.of(record.value(), codec);
            cameTo.put(head.desk(), head.sequence());
        } catch (UndecodableException e) {
            // The next verification finds it in its place.
            cameTo.remove(Keys.text(record.key()));
        }
    }
}
