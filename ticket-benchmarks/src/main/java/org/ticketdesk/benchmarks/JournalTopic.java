package org.ticketdesk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.EventHeaders;

/** Writes the journal that the processor would have written of busy desks. Stateless. */
final class JournalTopic {
    /** How many agents each desk has. */
    static final int AGENTS = 50;

    private JournalTopic() {}

    /**
     * Writes it, with nothing else in the topic. The number of a desk is its seed.
     *
     * @param cluster where
     * @param desks how many, on as many partitions
     * @param tickets of each desk
     * @param entries of each desk beside those that make its tickets
     * @return how many entries
     */
    static long fill(Cluster cluster, int desks, int tickets, int entries) {
        long written = 0;
        try (Producer<byte[], byte[]> producer =
                cluster.clients().producer(Map.of("linger.ms", "20", "batch.size", "262144"))) {
            for (int number = 0; number < desks; number++) {
                String desk = Cluster.deskOn(number, cluster.partitions());
                JournalOf journal = new JournalOf();
                long[] count = {0};
                BusyDesk busy = new BusyDesk(
                        desk,
                        AGENTS,
                        tickets,
                        number,
                        action -> producer.send(record(cluster, journal.of(desk, action, ++count[0]))));
                for (int i = 0; i < entries; i++) {
                    producer.send(record(cluster, journal.of(desk, busy.next(), ++count[0])));
                }
                written += count[0];
            }
        }
        return written;
    }

    private static ProducerRecord<byte[], byte[]> record(Cluster cluster, JournalOf.Entry entry) {
        String subject = entry.ticket() == null ? entry.desk() : entry.desk() + "/" + entry.ticket();
        return new ProducerRecord<>(
                DeskTopic.JOURNAL.topicName(),
                DeskPartition.of(entry.desk(), cluster.partitions()),
                entry.desk().getBytes(StandardCharsets.US_ASCII),
                entry.bytes(),
                List.of(new RecordHeader(EventHeaders.SUBJECT, subject.getBytes(StandardCharsets.US_ASCII))));
    }
}
