package org.ticketdesk.events.topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * Looks up in {@link DeskTopic#SCHEMAS} what a codec does not have on board. A record's key is the fingerprint in its text form,
 * its value the schema's text, both in UTF-8.
 *
 * <p>A schema is published before the first record that is written with it. So whoever has read such a record finds the schema, and
 * an answer that there is none is final: each look-up that fails has read the topic to its end.
 *
 * <p>The topic is first read when something is looked up. Thread-safe; look-ups wait for each other. Throws Kafka's own
 * exception, after its own time-outs, when the topic cannot be read: that is not the same as a schema that does not exist.
 */
public final class SchemaTopic implements SchemaSource, AutoCloseable {

    private static final TopicPartition ONLY = new TopicPartition(DeskTopic.SCHEMAS.topicName(), 0);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final DeskClients clients;
    private final Map<String, String> schemas = new HashMap<>();
    private Consumer<byte[], byte[]> consumer;
    private boolean closed;

    /**
     * A source that has read nothing yet.
     *
     * @param clients how to reach the cluster
     */
    public SchemaTopic(DeskClients clients) {
        this.clients = clients;
    }

    @Override
    public synchronized Optional<String> find(Fingerprint fingerprint) {
        String key = fingerprint.toString();
        if (!schemas.containsKey(key)) {
            readToEnd();
        }
        return Optional.ofNullable(schemas.get(key));
    }

    /** As the clients' settings say for the record's topic. */
    @Override
    public Framing framing(String record) {
        return Arrays.stream(DeskTopic.values())
                .filter(topic -> topic.record().filter(record::equals).isPresent())
                .findFirst()
                .map(clients::framing)
                .orElse(Framing.SINGLE_OBJECT);
    }

    /** Gives the connection back; a look-up afterwards is an {@link IllegalStateException}. */
    @Override
    public synchronized void close() {
        closed = true;
        if (consumer != null) {
            consumer.close();
        }
    }

    /**
     * Sees that whoever reads what this version writes will find the schema.
     *
     * @param clients how to reach the cluster, whose topic is there
     * @throws TopicsRefusedException when the topic lacks some that are on board; its message has a sentence for each
     */
    public static void check(DeskClients clients) {
        try (SchemaTopic topic = new SchemaTopic(clients)) {
            List<String> problems = AllSchemas.published().stream()
                    .filter(schema -> topic.find(schema.fingerprint()).isEmpty())
                    .map(schema ->
                            "Topic %s does not have schema %d of %s (%s), with which this version may write: publish it with `desk topics create`, as before every upgrade."
                                    .formatted(ONLY.topic(), schema.number(), schema.record(), schema.fingerprint()))
                    .toList();
            if (!problems.isEmpty()) {
                throw new TopicsRefusedException(problems);
            }
        }
    }

    /** Publishes those on board that the topic does not have; the first text of a fingerprint stays. */
    static void publishAll(DeskClients clients) {
        Map<Fingerprint, String> onBoard = new LinkedHashMap<>();
        AllSchemas.published().forEach(schema -> onBoard.put(schema.fingerprint(), schema.text()));
        publish(clients, onBoard);
    }

    /**
     * Publishes schemas that come from elsewhere; where the topic has one of a fingerprint, that stays.
     *
     * @param clients how to reach the cluster, whose topic is there
     * @param schemas the text of each, by its fingerprint
     */
    public static void publish(DeskClients clients, Map<Fingerprint, String> schemas) {
        Map<Fingerprint, String> missing = new LinkedHashMap<>(schemas);
        try (SchemaTopic topic = new SchemaTopic(clients)) {
            missing.keySet().removeIf(fingerprint -> topic.find(fingerprint).isPresent());
        }
        if (missing.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            missing.entrySet().stream()
                    .map(schema -> producer.send(new ProducerRecord<>(
                            ONLY.topic(),
                            ONLY.partition(),
                            schema.getKey().toString().getBytes(StandardCharsets.UTF_8),
                            schema.getValue().getBytes(StandardCharsets.UTF_8))))
                    .toList()
                    .forEach(TopicAdmin::get);
        }
    }

    private void readToEnd() {
        if (closed) {
            throw new IllegalStateException("The source of schemas is closed.");
        }
        if (consumer == null) {
            consumer = clients.consumer();
            consumer.assign(List.of(ONLY));
            consumer.seekToBeginning(List.of(ONLY));
        }
        long end = consumer.endOffsets(List.of(ONLY)).get(ONLY);
        while (consumer.position(ONLY) < end) {
            consumer.poll(WAIT).forEach(this::keep);
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null && record.value() != null) {
            schemas.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    new String(record.value(), StandardCharsets.UTF_8));
        }
    }
}
