package org.ticketdesk.cli.drills;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/** A transaction that a stranger has begun on a topic, with a record that nobody can read until it ends: it is aborted. */
final class OpenTransaction implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;

    private OpenTransaction(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static OpenTransaction on(DeskClients clients, DeskTopic topic, int partition) throws Exception {
        Map<String, Object> properties = new HashMap<>(clients.producerProperties(Map.of()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic.topicName(), partition, new byte[] {'x'}, new byte[] {1}))
                .get();
        return new OpenTransaction(producer);
    }

    /** As {@code kafka-transactions.sh abort} does it, which is told where the transaction begins. */
    static void abort(DeskClients clients, DeskTopic topic, int number) throws Exception {
        TopicPartition partition = new TopicPartition(topic.topicName(), number);
        try (Admin admin = clients.admin()) {
            ProducerState open =
                    admin
                            .describeProducers(List.of(partition))
                            .partitionResult(partition)
                            .get()
                            .activeProducers()
                            .stream()
                            .filter(producer ->
                                    producer.currentTransactionStartOffset().isPresent())
                            .findFirst()
                            .orElseThrow();
            admin.abortTransaction(new AbortTransactionSpec(
                            partition,
                            open.producerId(),
                            (short) open.producerEpoch(),
                            open.coordinatorEpoch().orElse(0)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        producer.abortTransaction();
        producer.close(Duration.ofSeconds(5));
    }
}
