package org.ticketdesk.processor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * Watches the consumers of the log as they poll: what they have handed out, and what they know to be still ahead. Streams does
 * not tell a task how far behind it is. Thread-safe.
 */
final class LagWatch implements KafkaClientSupplier, Lag {
    private static final int ANSWER_MS = 5_000;
    private static final long BETWEEN_QUESTIONS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Integer, Polled> polled = new ConcurrentHashMap<>();
    private final Map<Integer, Long> decided = new ConcurrentHashMap<>();

    private volatile Map<Integer, Long> ends = Map.of();
    private volatile Admin admin;
    private KafkaFuture<?> asking = KafkaFuture.completedFuture(null);
    private long asked;

    /** The last offset handed out, how many may be read after it, and where; -1 before the brokers have said. */
    private record Polled(long lastOffset, long ahead, long position) {}

    @Override
    public boolean isCaughtUp(int partition, long readThrough) {
        decided.put(partition, readThrough);
        Polled seen = polled.get(partition);
        return seen != null && seen.ahead == 0 && seen.lastOffset <= readThrough;
    }

    /** Asks the brokers whether they are there; a client that nobody polls does not notice that its connection is gone. */
    Future<?> askBrokers() {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS))
                .nodes();
    }

    /**
     * Asks the brokers where partitions end, no more often than every second: a consumer is told nothing of what stands behind a
     * transaction that is open. The answer is for who looks next.
     */
    synchronized void askForEnds(Collection<Integer> partitions) {
        if (admin == null || !asking.isDone() || System.nanoTime() - asked < BETWEEN_QUESTIONS) {
            return;
        }
        asked = System.nanoTime();
        asking = admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(DeskTopic.ACTIONS.topicName(), partition),
                                partition -> OffsetSpec.latest())))
                .all()
                .whenComplete((found, trouble) -> {
                    if (found != null) {
                        ends = found.entrySet().stream()
                                .collect(Collectors.toMap(
                                        end -> end.getKey().partition(),
                                        end -> end.getValue().offset()));
                    }
                });
    }

    /** How many records of a partition are known to wait, those that were handed out and not decided too; -1 when nobody has said. */
    long ahead(int partition) {
        Polled seen = polled.get(partition);
        if (seen == null || seen.ahead < 0) {
            return -1;
        }
        long unread = Math.max(seen.ahead, ends.getOrDefault(partition, 0L) - seen.position);
        return unread + Math.max(0, seen.lastOffset - decided.getOrDefault(partition, seen.lastOffset));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
                watch(this, records);
                return records;
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        admin = Admin.create(config);
        return admin;
    }

    private void watch(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition assigned : consumer.assignment()) {
            if (assigned.topic().equals(DeskTopic.ACTIONS.topicName())) {
                List<ConsumerRecord<byte[], byte[]>> batch = records.records(assigned);
                OptionalLong lag = consumer.currentLag(assigned);
                polled.compute(assigned.partition(), (partition, before) -> {
                    long last = batch.isEmpty()
                            ? before == null ? -1 : before.lastOffset
                            : batch.get(batch.size() - 1).offset();
                    return new Polled(last, lag.orElse(-1), lag.isPresent() ? consumer.position(assigned) : -1);
                });
            }
        }
    }
}
