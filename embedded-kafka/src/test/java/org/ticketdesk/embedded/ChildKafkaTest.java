package org.ticketdesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildKafkaTest {
    @TempDir
    Path folder;

    @Test
    void aKilledBrokerComesBackWithEverythingAcknowledged() throws Exception {
        try (ChildKafka kafka = ChildKafka.start(folder, 1)) {
            Clients.createTopic(kafka.bootstrap());
            Clients.produce(kafka.bootstrap(), "one", "two", "three");
            kafka.kill(1);
            kafka.restart(1);
            assertThat(Clients.consume(kafka.bootstrap())).containsExactly("one", "two", "three");
        }
    }

    @Test
    void noAcknowledgedRecordIsLostWithTheLeaderAmongThreeBrokers() throws Exception {
        try (ChildKafka kafka = ChildKafka.start(folder, 3);
                var producer = Clients.producer(kafka.bootstrap(), Map.of("linger.ms", 0))) {
            Clients.createTopic(kafka.bootstrap());
            int leader = Clients.leader(kafka.bootstrap());
            List<String> sent = new ArrayList<>();
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                if (i == 1_000) {
                    kafka.kill(leader);
                }
                sent.add("record " + i);
                acknowledgements.add(producer.send(
                        new ProducerRecord<>(Clients.TOPIC, sent.get(i).getBytes())));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(60, TimeUnit.SECONDS);
            }
            assertThat(Clients.consume(kafka.bootstrap())).isEqualTo(sent);
            kafka.restart(leader);
            assertThat(Clients.consume(kafka.bootstrap())).isEqualTo(sent);
        }
    }

    @Test
    void childrenEndWhenTheirParentIsKilledAndTheFolderIsGoodForTheNext() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentToKill.class.getName(),
                        folder.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        assertThat(parent.inputReader().readLine()).isEqualTo("acknowledged");
        List<ProcessHandle> children = parent.children().toList();
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, 0))
                .withMessageContaining("is in use by process " + parent.pid() + ":");
        parent.destroyForcibly().waitFor();
        try (EmbeddedKafka next = EmbeddedKafka.inThisJvm(folder, 0)) {
            assertThat(Clients.consume(next.bootstrap())).containsExactly(ParentToKill.RECORD);
        }
        assertThat(children)
                .hasSize(1)
                .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(20, TimeUnit.SECONDS));
    }

    @Test
    void theFirstRunLeavesAnArchiveOfClassesThatLaterOnesTake() throws Exception {
        Path cache = folder.resolve("cache");
        start(folder.resolve("first"), cache).close();
        start(folder.resolve("second"), cache).close();
        assertThat(ChildClasses.in(cache).jvmArguments())
                .last()
                .asString()
                .startsWith("-XX:SharedArchiveFile=" + cache);
        assertThat(folder.resolve("second/broker-1.log"))
                .content()
                .contains("Kafka Server started")
                .doesNotContain("[cds");
    }

    private static ChildKafka start(Path data, Path cache) {
        return ChildKafka.start(data, 1, Map.of(), ChildClasses.in(cache));
    }

    @Test
    void aCacheOfClassesThatIsOpenToOthersIsRefused() throws Exception {
        Path cache = Files.createDirectory(
                folder.resolve("cache"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> ChildClasses.in(cache))
                .withMessageContaining(cache + " belongs to ")
                .withMessageContaining("or is open to others: remove it");
    }

    @Test
    void aFolderOfOneBrokerIsNotStartedWithThree() {
        EmbeddedKafka.inThisJvm(folder, 0).close();
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> ChildKafka.start(folder, 3))
                .withMessage(
                        "The data folder %s holds a cluster of 1 broker(s), not of 3: start it with 1, or choose"
                                + " another folder.",
                        folder);
    }

    @Test
    void aChildThatDoesNotStartSaysWhyAndWhereItsLogIs() {
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> ChildKafka.start(folder, 1, Map.of("num.io.threads", "many")))
                .withMessageContaining("num.io.threads")
                .withMessageContaining("its log is " + folder.resolve("broker-1.log"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void onlyOneOrThreeBrokersAreOffered(int brokers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChildKafka.start(folder, brokers))
                .withMessageContaining("A cluster of " + brokers + " brokers is not offered");
    }

    @Test
    void onlyABrokerThatHasEndedIsRestartedAndOnlyOneThatRunsIsEnded() {
        try (ChildKafka kafka = ChildKafka.start(folder, 1)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> kafka.restart(1))
                    .withMessage("Broker 1 still runs: stop it before it is restarted.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kafka.kill(2))
                    .withMessage("There is no broker 2: expected one of [1].");

            kafka.stop(1);

            assertThat(kafka.process(1).isAlive()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(() -> kafka.stop(1))
                    .withMessage("Broker 1 does not run: restart it before it is ended again.");
        }
    }
}
