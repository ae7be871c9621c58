package org.ticketdesk.processor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.ticketdesk.events.topics.DeskTopic;

import org.apache.kafka.common.KafkaFuture;
/**
 * Watches the consumers of the log as they poll: what they have handed out, and what they know to be still ahead. Streams does
 * not tell a task how far behind it is. Thread-safe.
 */
final class LagWatch implements KafkaClientSupplier, Lag {
    private final Map<Integer, Polled> polled = new ConcurrentHashMap<>();

    /** The last offset handed out, and how many are known to be ahead of it; -1 before the brokers have said. */
    private record Polled(long lastOffset, long ahead) {}

    @Override
    public boolean isCaughtUp(int partition, long readThrough) {
        Polled seen = polled.get(partition);
        return seen != null && seen.ahead == 0 && seen.lastOffset <= readThrough;
    }

    /** How many records of a partition are known to be ahead of what was handed out; -1 when nobody has said. */
    long ahead(int partition) {
        Polled seen = polled.get(partition);
        return seen == null ? -1 : seen.ahead;
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
        return Admin.create(config);
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
                    return new Polled(last, lag.orElse(-1));
                });
            }
        }
    }
}
