package org.ticketdesk.processor;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients of a Streams application that gets its tasks and restores them, and is given no record: the partitions of the log stay
 * paused, so nothing is decided, and the offsets that are committed stay as they are. Thread-safe; its clients are not.
 */
final class HeldClients implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new Held(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        throw new UnsupportedOperationException("The topology has no global store");
    }

    private static final class Held extends KafkaConsumer<byte[], byte[]> {
        Held(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Streams pauses what it is newly assigned, and would resume it when the task is ready. */
        @Override
        public void resume(Collection<TopicPartition> partitions) {}

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            pause(assignment());
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            if (!polled.isEmpty()) {
                throw new IllegalStateException(
                        "Records were read while state was found again: " + polled.partitions());
            }
            return polled;
        }
    }
}
