package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.embedded.EmbeddedKafka;

class DeskClientsTest {

    private static final int PARTITIONS = 12;

    private static EmbeddedKafka kafka;
    private static DeskClients clients;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_uncommitted",
        "allow.auto.create.topics, true",
        "key.deserializer, org.apache.kafka.common.serialization.StringDeserializer",
        "value.deserializer, org.apache.kafka.common.serialization.StringDeserializer"
    })
    void aPropertyOfAConsumerThatBreaksAPromiseIsRefusedWithItsNameAndValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.consumer(Map.of(name, value)))
                .withMessageStartingWith(name + "=" + value + " is refused: ")
                .withMessageContaining("Leave it out, or say ");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.idempotence, false",
        "partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "partitioner.ignore.keys, true",
        "transactional.id, gateway-1",
        "key.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "value.serializer, org.apache.kafka.common.serialization.StringSerializer"
    })
    void aPropertyOfAProducerThatBreaksAPromiseIsRefusedWithItsNameAndValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.producer(Map.of(name, value)))
                .withMessageStartingWith(name + "=" + value + " is refused: ")
                .withMessageContaining("Leave it out");
    }

    @Test
    void aPropertyForAllClientsIsHeldToTheSamePromises() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeskClients.of(Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "0")))
                .withMessage("acks=0 is refused: an acknowledged record could be lost. Leave it out, or say "
                        + "all or -1.");
    }

    @Test
    void aMissingAddressIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeskClients.of(Map.of("linger.ms", "5")))
                .withMessage("bootstrap.servers is missing: give the brokers' host:port.");
    }

    @Test
    void anyOtherPropertyPassesToTheClientThatKnowsIt() {
        DeskClients configured = DeskClients.of(Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                "linger.ms",
                "7",
                "max.poll.records",
                "9",
                "isolation.level",
                "read_committed",
                "acks",
                "-1",
                "the.login.module.of.somebody",
                "x"));

        Map<String, Object> producer = configured.producerProperties(Map.of("batch.size", "1000"));
        Map<String, Object> consumer = configured.consumerProperties(Map.of("group.id", "dashboard"));

        assertThat(producer)
                .containsEntry("linger.ms", "7")
                .containsEntry("batch.size", "1000")
                .containsEntry("the.login.module.of.somebody", "x")
                .doesNotContainKeys("max.poll.records", "isolation.level");
        assertThat(consumer)
                .containsEntry("max.poll.records", "9")
                .containsEntry("group.id", "dashboard")
                .containsEntry("the.login.module.of.somebody", "x")
                .doesNotContainKeys("linger.ms", "acks");
    }

    @Test
    void theCallersPropertiesComeBeforeTheDefaults() {
        assertThat(clients.consumerProperties(Map.of("auto.offset.reset", "earliest")))
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false");
    }

    @Test
    void theLargestRecordIsWrittenAndReadWhateverItsKeysPartition() throws Exception {
        byte[] key = "sales".getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[DeskTopic.MAX_RECORD_BYTES];
        large[large.length - 1] = 1;

        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(DeskTopic.JOURNAL.topicName(), key, large))
                    .get();
        }

        TopicPartition ofDesk =
                new TopicPartition(DeskTopic.JOURNAL.topicName(), DeskPartition.of("sales", PARTITIONS));
        assertThat(readAll(ofDesk)).singleElement().satisfies(record -> {
            assertThat(record.value()).hasSize(large.length).endsWith(1);
            assertThat(record.key()).isEqualTo(key);
        });
    }

    @Test
    void aDecisionThatWasNeverMadeIsNotRead() {
        TopicPartition partition = new TopicPartition(DeskTopic.STATUS_CHANGED.topicName(), 0);
        Map<String, Object> transactional = new HashMap<>(clients.producerProperties(Map.of()));
        transactional.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "processor");

        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(transactional)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(partition, "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(partition, "committed"));
            producer.commitTransaction();
        }

        assertThat(readAll(partition))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("committed");
    }

    @Test
    void theAdminIgnoresWhatOnlyProducersKnow() throws Exception {
        DeskClients configured = DeskClients.of(Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", "7"));

        try (Admin admin = configured.admin()) {
            assertThat(admin.listTopics().names().get()).contains(DeskTopic.ACTIONS.topicName());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition, String value) {
        return new ProducerRecord<>(
                partition.topic(), partition.partition(), null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands on the partition up to its present end. */
    private static List<ConsumerRecord<byte[], byte[]>> readAll(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
