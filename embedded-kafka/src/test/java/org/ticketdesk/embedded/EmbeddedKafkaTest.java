package org.ticketdesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaTest {
    @TempDir
    Path folder;

    @Test
    void aProducedRecordIsConsumed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            Clients.createTopic(kafka.bootstrap());
            Clients.produce(kafka.bootstrap(), "hello");
            assertThat(Clients.consume(kafka.bootstrap())).containsExactly("hello");
        }
    }

    @Test
    void itComesBackWithItsDataOnItsPort() throws Exception {
        String before;
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            before = kafka.bootstrap();
            Clients.createTopic(before);
            Clients.produce(before, "one", "two");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            assertThat(kafka.bootstrap()).isEqualTo(before);
            assertThat(Clients.consume(before)).containsExactly("one", "two");
        }
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, taken.getLocalPort()))
                    .withMessage(
                            "Port %d on 127.0.0.1 is already in use: end the program that listens there, or choose"
                                    + " another port (0 is any free one).",
                            taken.getLocalPort());
        }
    }

    @Test
    void aFolderInUseIsRefusedAndItsUserGoesOn() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.inThisJvm(folder, 0)) {
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, 0))
                    .withMessageContaining("The data folder " + folder)
                    .withMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .withMessageContaining("choose another folder");
            Clients.createTopic(first.bootstrap());
        }
    }

    @Test
    void aFolderInAFilesPlaceIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> EmbeddedKafka.inThisJvm(file, 0))
                .withMessageContaining("The data folder " + file + " cannot be used")
                .withMessageContaining("choose a folder that this user can write to");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void whatIsNoPortIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, port))
                .withMessage("Port %d is no port: expected 1 to 65535, or 0 for any free port.", port);
    }

    @Test
    void anOverrideOfWhereItListensIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, 0, Map.of("listeners", "CLIENT://0.0.0.0:9092")))
                .withMessage(
                        "The broker properties [listeners] are set by the embedded broker itself: leave them out of"
                                + " the overrides.");
    }

    @Test
    void anOverrideThatKafkaDoesNotUnderstandIsRefusedAndTheFolderIsFree() throws Exception {
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, 0, Map.of("num.io.threads", "many")))
                .withMessageContaining("num.io.threads")
                .withMessageContaining("many");
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            Clients.createTopic(kafka.bootstrap());
        }
    }

    @Test
    void anOverrideTakesThePlaceOfTheProjectsSetting() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0, Map.of("message.max.bytes", "1000"))) {
            Clients.createTopic(kafka.bootstrap());
            assertThatThrownBy(() -> Clients.produce(kafka.bootstrap(), "x".repeat(2_000)))
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void topicsAreNotCreatedOnDemand() {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0);
                var producer = Clients.producer(kafka.bootstrap(), Map.of("max.block.ms", 500))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("misspelt", new byte[1]))
                            .get())
                    .hasMessageContaining("misspelt")
                    .hasMessageContaining("not present in metadata");
        }
    }

    @Test
    void aRecordOf32MebibytesPasses() throws Exception {
        byte[] large = new byte[32 * 1024 * 1024];
        new Random(1).nextBytes(large);
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0);
                var producer = Clients.producer(
                        kafka.bootstrap(), Map.of("max.request.size", 40_000_000, "buffer.memory", 80_000_000L))) {
            Clients.createTopic(kafka.bootstrap());
            producer.send(new ProducerRecord<>(Clients.TOPIC, large)).get();
            assertThat(Clients.consumeBytes(kafka.bootstrap())).containsExactly(large);
        }
    }

    @Test
    void aGroupsReadingIsAnsweredInATransactionRightAfterTheStart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            Clients.createTopic(kafka.bootstrap());
            Clients.produce(kafka.bootstrap(), "question");
            try (var producer = Clients.producer(kafka.bootstrap(), Map.of("transactional.id", "one"));
                    var consumer = Clients.consumer(kafka.bootstrap(), Map.of("group.id", "readers"))) {
                consumer.subscribe(Set.of(Clients.TOPIC));
                assertThat(consumer.poll(Duration.ofSeconds(20))).hasSize(1);
                var position = Map.of(new TopicPartition(Clients.TOPIC, 0), new OffsetAndMetadata(1));
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(Clients.TOPIC, "answer".getBytes()));
                producer.sendOffsetsToTransaction(position, consumer.groupMetadata());
                producer.commitTransaction();
                assertThat(Clients.consume(kafka.bootstrap())).containsExactly("question", "answer");
                assertThat(Clients.positions(kafka.bootstrap(), "readers")).isEqualTo(position);
            }
        }
    }

    @Test
    void anAbortedTransactionIsNotRead() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0);
                var producer = Clients.producer(kafka.bootstrap(), Map.of("transactional.id", "one"))) {
            Clients.createTopic(kafka.bootstrap());
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Clients.TOPIC, "aborted".getBytes()))
                    .get();
            producer.abortTransaction();
            assertThat(Clients.consume(kafka.bootstrap())).isEmpty();
        }
    }

    @Test
    void closingTwiceIsClosingOnce() {
        EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0);
        kafka.close();
        assertThatNoException().isThrownBy(kafka::close);
    }
}
