package org.ticketdesk.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain clients of the broker under test. */
final class Clients {
    static final String TOPIC = "story";

    private Clients() {}

    /** A topic of one partition that is ready. */
    static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            TopicsReady.await(admin, Set.of(TOPIC), Duration.ofSeconds(10));
        }
    }

    /** Which broker leads the topic's partition. */
    static int leader(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            return admin.describeTopics(Set.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .partitions()
                    .getFirst()
                    .leader()
                    .id();
        }
    }

    static Admin admin(String bootstrap) {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrap, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends each value, and returns when the broker has acknowledged all of them. */
    static void produce(String bootstrap, String... values) throws ExecutionException, InterruptedException {
        try (var producer = producer(bootstrap, Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value.getBytes())).get();
            }
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", bootstrap);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Every committed value up to the present end of the topic; waits for transactions whose end is not written there yet. */
    static List<byte[]> consumeBytes(String bootstrap) throws Exception {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        List<byte[]> values = new ArrayList<>();
        try (var admin = admin(bootstrap);
                var consumer = consumer(bootstrap, Map.of())) {
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
            }
        }
        return values;
    }

    static List<String> consume(String bootstrap) throws Exception {
        return consumeBytes(bootstrap).stream().map(String::new).toList();
    }

    /** What a consumer group has committed; waits for a transaction that is still to say so. */
    static Map<TopicPartition, OffsetAndMetadata> positions(String bootstrap, String group) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            return admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }
}
