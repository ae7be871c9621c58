package org.ticketdesk.audit.verify;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;

/**
 * Whether what is no action was rejected, once, and nothing else was. The rejected stand in any partition, so they are compared
 * last, with the places of all records that are no actions: nine bytes for each. They are deleted after a time; those that are
 * older than any that is kept are not looked for.
 */
final class RejectionCheck {
    private final Map<Integer, Partition> partitions;
    private final Findings findings;
    private boolean someAreDeleted;

    /** The records of one partition of the log that are no actions. */
    private static final class Partition {
        final PartitionCheck log;
        final byte[] times;
        long firstKept = Long.MAX_VALUE;

        Partition(PartitionCheck log) {
            this.log = log;
            this.times = new byte[log.noActions().size()];
        }
    }

    RejectionCheck(Iterable<PartitionCheck> logs, Findings findings) {
        this.findings = findings;
        this.partitions = new TreeMap<>();
        logs.forEach(log -> partitions.put(log.partition(), new Partition(log)));
    }

    void compare(Archive archive) {
        for (int partition = 0; partition < archive.partitions(DeskTopic.REJECTED); partition++) {
            try (Records rejected = archive.open(DeskTopic.REJECTED, partition)) {
                boolean any = false;
                while (rejected.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = rejected.next();
                    someAreDeleted |= !any && record.offset() > 0;
                    any = true;
                    take(record);
                }
                someAreDeleted |= !any && rejected.end() > 0;
            }
        }
        partitions.values().forEach(this::missing);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Rejection rejection;
        try {
            rejection = Rejection.from(record.headers());
        } catch (IllegalArgumentException e) {
            findings.add(finding(record, null, "headers", "the place that it came from", e.getMessage()));
            return;
        }
        Partition partition = partitions.get(rejection.partition());
        if (partition == null || rejection.offset() >= partition.log.logEnd()) {
            return;
        }
        partition.firstKept = Math.min(partition.firstKept, rejection.offset());
        int place = partition.log.noActions().find(rejection.offset());
        if (place < 0) {
            findings.add(finding(
                    record,
                    Keys.text(record.key()),
                    "the rejected record",
                    "none of this place",
                    "that of " + place(rejection.partition(), rejection.offset()) + ", which is an action"));
        } else if (++partition.times[place] == 2) {
            findings.add(finding(
                    record,
                    null,
                    "the rejected record",
                    "one for " + place(rejection.partition(), rejection.offset()),
                    "a second one"));
        }
    }

    private void missing(Partition partition) {
        Offsets noActions = partition.log.noActions();
        for (int i = 0; i < noActions.size() && noActions.get(i) < partition.log.decidedThrough(); i++) {
            long offset = noActions.get(i);
            if (partition.times[i] == 0 && !(someAreDeleted && offset < partition.firstKept)) {
                findings.add(new Finding(
                        null,
                        DeskTopic.ACTIONS.topicName(),
                        partition.log.partition(),
                        offset,
                        null,
                        null,
                        "the record, which is no action, in " + DeskTopic.REJECTED.topicName(),
                        "one rejected record",
                        "missing"));
            }
        }
    }

    private static Finding finding(
            ConsumerRecord<byte[], byte[]> record, String desk, String field, String expected, String found) {
        return new Finding(
                desk, record.topic(), record.partition(), record.offset(), null, null, field, expected, found);
    }

    private static String place(int partition, long offset) {
        return DeskTopic.ACTIONS.topicName() + '-' + partition + " at offset " + offset;
    }
}
