package org.ticketdesk.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.EventHeaders;
import org.ticketdesk.projection.fold.JournalRecord;

/**
 * Reads every partition of the journal from positions that its caller keeps. Of use to one thread at a time, but for
 * {@link #wakeup()} and {@link #askBrokers()}. Throws Kafka's own exceptions when the cluster cannot be asked.
 */
public final class JournalReader implements AutoCloseable {
    private static final String TOPIC = DeskTopic.JOURNAL.topicName();
    private static final byte[] NOTHING = {};
    private static final int ANSWER_MS = 5_000;

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final String journal;
    private KafkaClientMetrics measures;

    private JournalReader(Admin admin, Consumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.consumer = consumer;
        this.partitions = DeskTopic.JOURNAL.partitionsSeenBy(consumer);
        this.journal = id(admin);
        consumer.assign(partitions);
    }

    /**
     * Opens the journal; {@link #seek} says where to begin.
     *
     * @param clients how to reach the cluster
     * @param maxRecords how many records one poll brings at most
     * @return a reader, the caller's to close
     */
    public static JournalReader open(DeskClients clients, int maxRecords) {
        Admin admin = clients.admin();
        Consumer<byte[], byte[]> consumer = clients.consumer(
                Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1));
        try {
            return new JournalReader(admin, consumer);
        } catch (RuntimeException e) {
            consumer.close();
            admin.close();
            throw e;
        }
    }

    /** The id of the topic on its cluster: a journal that is deleted and created anew has another. */
    public String journal() {
        return journal;
    }

    /**
     * Says where to read on.
     *
     * @param positions the next offset of each partition; those that are not among them begin at the beginning
     * @throws ProjectionRefusedException when the journal has no such places
     */
    public void seek(Map<Integer, Long> positions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (Map.Entry<Integer, Long> position : positions.entrySet()) {
            check(position.getKey(), position.getValue(), beginnings, ends);
        }
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, positions.getOrDefault(partition.partition(), beginnings.get(partition)));
        }
    }

    private void check(
            int partition, long position, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        TopicPartition place = new TopicPartition(TOPIC, partition);
        if (!ends.containsKey(place)) {
            throw new ProjectionRefusedException(
                    ("The views have applied partition %d of %s, which has %d partitions: they are of another journal."
                                    + " Build them anew with `desk rebuild`.")
                            .formatted(partition, TOPIC, partitions.size()));
        }
        if (position > ends.get(place) || position < beginnings.get(place)) {
            throw new ProjectionRefusedException(
                    ("The views have applied partition %d of %s up to offset %d, and the journal has %d to %d: records that"
                                    + " they rest on, or that they need, are not there. Build them anew with `desk rebuild`.")
                            .formatted(partition, TOPIC, position, beginnings.get(place), ends.get(place)));
        }
    }

    /** As {@link #poll(Duration, ObjLongConsumer)}, for who does not ask when. */
    public List<JournalRecord> poll(Duration timeout) {
        return poll(timeout, (partition, time) -> {});
    }

    /**
     * Reads on.
     *
     * @param timeout how long to wait when there is nothing
     * @param times is told the partition and the time of each record, epoch milliseconds: when the action that it tells of was
     *     appended to the log
     * @return what came, each partition's in their order
     * @throws ProjectionRefusedException when the journal has been deleted, or its records have
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
     */
    public List<JournalRecord> poll(Duration timeout, ObjLongConsumer<Integer> times) {
        List<JournalRecord> records = new ArrayList<>();
        try {
            consumer.poll(timeout).forEach(record -> {
                times.accept(record.partition(), record.timestamp());
                records.add(read(record));
            });
        } catch (OffsetOutOfRangeException e) {
            checkJournal();
            throw new ProjectionRefusedException(
                    "The journal has no records at the places reached, %s: they have been deleted. Build the views anew with `desk rebuild`."
                            .formatted(e.offsetOutOfRangePartitions()));
        }
        return records;
    }

    private static JournalRecord read(ConsumerRecord<byte[], byte[]> record) {
        Header subject = record.headers().lastHeader(EventHeaders.SUBJECT);
        return new JournalRecord(
                record.partition(),
                record.offset(),
                text(record.key()),
                subject == null ? null : text(subject.value()),
                record.value() == null ? NOTHING : record.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Asks the cluster whether this is still the journal that was opened.
     *
     * @throws ProjectionRefusedException when it has been deleted and created anew since
     */
    public void checkJournal() {
        String now = id(admin);
        if (!now.equals(journal)) {
            throw anotherJournal(journal, now);
        }
    }

    static ProjectionRefusedException anotherJournal(String expected, String found) {
        return new ProjectionRefusedException(
                ("The views are of the journal with the topic id %s, and %s has the id %s: it has been deleted and created anew,"
                                + " or is another cluster's. Connect to the journal that the views are of, or build them anew"
                                + " with `desk rebuild`.")
                        .formatted(expected, TOPIC, found));
    }

    /** How many records of each partition, with the marks of transactions, are ahead, as far as the brokers have said; -1 before. */
    public Map<Integer, Long> lag() {
        Map<Integer, Long> lag = new TreeMap<>();
        partitions.forEach(partition ->
                lag.put(partition.partition(), consumer.currentLag(partition).orElse(-1)));
        return lag;
    }

    /** Asks the brokers whether they are there, whatever the consumer waits for; of use to any thread. */
    Future<?> askBrokers() {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS))
                .nodes();
    }

    /** Whether a broker is connected, as far as the last poll has seen. */
    public boolean isConnected() {
        return DeskClients.isConnected(consumer.metrics());
    }

    /** Has the consumer's own measures taken until this is closed. */
    void measuredBy(MeterRegistry registry) {
        measures = new KafkaClientMetrics(consumer);
        measures.bindTo(registry);
    }

    /** The end of each partition: the next offset that a transaction will commit to. Asks the brokers. */
    public Map<Integer, Long> ends() {
        return byNumber(consumer.endOffsets(partitions));
    }

    /** Where each partition begins. Asks the brokers. */
    public Map<Integer, Long> beginnings() {
        return byNumber(consumer.beginningOffsets(partitions));
    }

    /** The next place that a poll reads, behind everything that polls have brought, of each partition. */
    public Map<Integer, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return byNumber(positions);
    }

    /** Ends a poll, and a question to the cluster, that waits, from another thread; nothing is read any more. */
    public void wakeup() {
        consumer.wakeup();
        admin.close(Duration.ZERO);
    }

    @Override
    public void close() {
        if (measures != null) {
            measures.close();
        }
        consumer.close();
        admin.close();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> numbers = new TreeMap<>();
        offsets.forEach((partition, offset) -> numbers.put(partition.partition(), offset));
        return numbers;
    }

    private static String id(Admin admin) {
        Collection<String> topics = List.of(TOPIC);
        try {
            return admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
