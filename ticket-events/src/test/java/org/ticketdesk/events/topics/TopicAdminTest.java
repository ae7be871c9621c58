package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.contract.AllSchemas;

class TopicAdminTest {

    private static final short ONE_REPLICA = 1;

    private static final String NO_MIRROR = "ticket-status-changed-json: not wanted";

    private static EmbeddedKafka kafka;
    private static DeskClients clients;
    private static Admin admin;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
        admin = clients.admin();
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        kafka.close();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(TopicAdmin.describe(admin).lines())
                        .hasSize(DeskTopic.values().length)
                        .allMatch(line -> line.endsWith(": missing") || line.equals(NO_MIRROR)));
    }

    @Test
    void whatItCreatesItFindsInOrder() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        assertThat(TopicAdmin.check(admin)).isEqualTo(3);
    }

    @Test
    void whatItCreatesCanBeWrittenToAtOnce() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        try (Producer<byte[], byte[]> producer =
                clients.producer(Map.of("delivery.timeout.ms", "5000", "request.timeout.ms", "4000"))) {
            List<Future<?>> sent = new ArrayList<>();
            for (DeskTopic topic : DeskTopic.needed(false)) {
                for (int partition = 0; partition < topic.partitions(3); partition++) {
                    sent.add(producer.send(
                            new ProducerRecord<>(topic.topicName(), partition, new byte[1], new byte[1])));
                }
            }
            assertThat(sent).hasSize(16);
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    @Test
    void theTopicOfTheJsonMirrorIsThereOnlyWhenItIsWanted() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        assertThat(TopicAdmin.describe(admin)).contains(NO_MIRROR);
        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.check(admin, DeskTopic.needed(true)))
                .withMessage("Topic ticket-status-changed-json is missing:"
                        + " create the topics before anything that uses them starts.");
    }

    @Test
    void theTopicOfTheJsonMirrorIsCreatedLaterBesideTheOthers() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        TopicAdmin.create(clients, DeskTopic.needed(true), 3, ONE_REPLICA);

        assertThat(TopicAdmin.check(admin, DeskTopic.needed(true))).isEqualTo(3);
        assertThat(TopicAdmin.describe(admin))
                .contains("ticket-status-changed-json: 3 partitions, 1 replica, key TICKET");
    }

    @Test
    void everySchemaEverPublishedIsInItsTopicOnce() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        try (SchemaTopic topic = new SchemaTopic(clients)) {
            assertThat(AllSchemas.published())
                    .isNotEmpty()
                    .allSatisfy(schema ->
                            assertThat(topic.find(schema.fingerprint())).contains(schema.text()));
        }
        assertThat(endOf(DeskTopic.SCHEMAS)).isEqualTo(AllSchemas.published().size());
    }

    @Test
    void creatingAgainChangesNothing() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        String before = TopicAdmin.describe(admin);

        TopicAdmin.create(clients, 3, ONE_REPLICA);

        assertThat(TopicAdmin.describe(admin)).isEqualTo(before);
    }

    @Test
    void severalProcessesMayCreateAtOnce() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> created = Stream.generate(
                            () -> processes.submit(() -> TopicAdmin.create(clients, 3, ONE_REPLICA)))
                    .limit(3)
                    .<Future<?>>map(future -> future)
                    .toList();
            for (Future<?> each : created) {
                each.get();
            }
        } finally {
            processes.shutdown();
        }

        assertThat(TopicAdmin.check(admin)).isEqualTo(3);
    }

    @Test
    void onlyWhatIsMissingIsCreated() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        delete(DeskTopic.TICKETS);

        TopicAdmin.create(clients, 3, ONE_REPLICA);

        assertThat(TopicAdmin.check(admin)).isEqualTo(3);
    }

    @Test
    void aMissingTopicIsRefused() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        delete(DeskTopic.JOURNAL);

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.check(admin))
                .withMessage("Topic desk-journal is missing: create the topics before anything that uses them starts.");
    }

    @Test
    void anotherPartitionCountThanAskedForIsRefusedK8() {
        TopicAdmin.create(clients, 3, ONE_REPLICA);

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.create(clients, 4, ONE_REPLICA))
                .satisfies(refused -> assertThat(refused.problems()).hasSize(4))
                .withMessageContaining(
                        "Topic desk-actions has 3 partitions, expected 4: ask for the number that it has; it was chosen once,"
                                + " and with another a desk would be served by two partitions.");
    }

    @Test
    void aPartitionCountThatWasChangedUnderneathIsRefusedK8() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        admin.createPartitions(Map.of(DeskTopic.JOURNAL.topicName(), NewPartitions.increaseTo(5)))
                .all()
                .get();
        await().until(() -> admin.describeTopics(List.of(DeskTopic.JOURNAL.topicName()))
                        .allTopicNames()
                        .get()
                        .get(DeskTopic.JOURNAL.topicName())
                        .partitions()
                        .size()
                == 5);

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.check(admin))
                .satisfies(refused -> assertThat(refused.problems()).hasSize(1))
                .withMessageStartingWith(
                        "Topic desk-journal has 5 partitions, expected 3 as desk-actions has: put back the number");
    }

    @Test
    void schemasOnSeveralPartitionsAreRefused() throws Exception {
        byHand(DeskTopic.SCHEMAS, 2, Map.of());

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.create(clients, 3, ONE_REPLICA))
                .withMessage(
                        "Topic desk-schemas has 2 partitions, expected 1: delete it, and create it again from the software.");
    }

    @Test
    void settingsThatBreakAPromiseAreRefusedEachWithItsRemedy() throws Exception {
        byHand(
                DeskTopic.ACTIONS,
                3,
                Map.of(
                        "cleanup.policy", "compact",
                        "message.timestamp.type", "CreateTime",
                        "retention.ms", "604800000",
                        "retention.bytes", "1073741824",
                        "max.message.bytes", "67108864",
                        "compression.type", "producer",
                        "unclean.leader.election.enable", "true"));
        byHand(
                DeskTopic.JOURNAL,
                3,
                Map.of(
                        "cleanup.policy", "compact,delete",
                        "retention.ms", "604800000",
                        "message.timestamp.type", "LogAppendTime",
                        "message.timestamp.after.max.ms", "3600000",
                        "max.message.bytes", "1048588"));
        byHand(DeskTopic.STATUS_CHANGED, 3, Map.of("cleanup.policy", "compact"));
        byHand(DeskTopic.TICKETS, 3, Map.of("cleanup.policy", "delete"));
        byHand(DeskTopic.REJECTED, 3, Map.of("max.message.bytes", "1048588"));

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.create(clients, 3, ONE_REPLICA))
                .satisfies(refused -> assertThat(refused.problems())
                        .containsExactlyInAnyOrder(
                                problem("desk-actions", "cleanup.policy", "compact", "delete", "delete"),
                                problem(
                                        "desk-actions",
                                        "message.timestamp.type",
                                        "CreateTime",
                                        "LogAppendTime",
                                        "LogAppendTime"),
                                problem("desk-actions", "compression.type", "producer", "uncompressed", "uncompressed"),
                                problem("desk-actions", "retention.ms", "604800000", "-1", "-1"),
                                problem("desk-actions", "retention.bytes", "1073741824", "-1", "-1"),
                                problem("desk-actions", "max.message.bytes", "67108864", "at most 1048588", "1048588"),
                                problem("desk-actions", "unclean.leader.election.enable", "true", "false", "false"),
                                problem("desk-journal", "cleanup.policy", "compact,delete", "delete", "delete"),
                                problem("desk-journal", "retention.ms", "604800000", "-1", "-1"),
                                problem(
                                        "desk-journal",
                                        "message.timestamp.type",
                                        "LogAppendTime",
                                        "CreateTime",
                                        "CreateTime"),
                                problem(
                                        "desk-journal",
                                        "message.timestamp.after.max.ms",
                                        "3600000",
                                        "at least 9223372036854775807",
                                        "9223372036854775807"),
                                problem(
                                        "desk-journal",
                                        "max.message.bytes",
                                        "1048588",
                                        "at least 34603008",
                                        "34603008"),
                                problem("ticket-status-changed", "cleanup.policy", "compact", "delete", "delete"),
                                problem("tickets", "cleanup.policy", "delete", "compact", "compact"),
                                problem(
                                        "desk-actions-rejected",
                                        "max.message.bytes",
                                        "1048588",
                                        "at least 34603008",
                                        "34603008")));
        assertThat(admin.listTopics().names().get()).doesNotContain(DeskTopic.SCHEMAS.topicName());
    }

    private static String problem(String topic, String setting, String found, String expected, String remedy) {
        return "Topic %s has %s=%s, expected %s: set it with kafka-configs --alter --topic %s --add-config %s=%s"
                .formatted(topic, setting, found, expected, topic, setting, remedy);
    }

    @Test
    void whatIsOnlyADefaultMayBeChanged() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        alter(DeskTopic.STATUS_CHANGED, "retention.ms", "3600000");

        assertThat(TopicAdmin.check(admin)).isEqualTo(3);
    }

    @Test
    void threeReplicasNeedTwoInSync() {
        assertThat(DeskTopic.ACTIONS.settings(3)).contains(TopicSetting.atLeast("min.insync.replicas", 2));
        assertThat(DeskTopic.ACTIONS.settings(1)).contains(TopicSetting.atLeast("min.insync.replicas", 1));
    }

    @Test
    void aLogThatWasDeletedBesideItsJournalIsNotCreatedAnew() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(DeskTopic.JOURNAL.topicName(), 2, new byte[1], new byte[1]))
                    .get();
        }
        delete(DeskTopic.ACTIONS);

        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> TopicAdmin.create(clients, 3, ONE_REPLICA))
                .withMessage(
                        "Topic desk-actions is missing beside a desk-journal with records, expected the log that they were"
                                + " decided from: restore it, or delete the other topics too.");
    }

    @Test
    void theDescriptionSaysWhatIsThereAndWhatIsNotAsExpected() throws Exception {
        TopicAdmin.create(clients, 3, ONE_REPLICA);
        alter(DeskTopic.ACTIONS, "retention.ms", "1000");
        delete(DeskTopic.REJECTED);

        String description = TopicAdmin.describe(admin);

        assertThat(description.lines())
                .contains(
                        "desk-actions: 3 partitions, 1 replica, key DESK",
                        "  retention.ms=1000 (expected -1)",
                        "desk-schemas: 1 partition, 1 replica, key FINGERPRINT",
                        "desk-actions-rejected: missing");
    }

    /** A broker goes on describing a topic for a moment after it was deleted. */
    private static void delete(DeskTopic topic) throws Exception {
        admin.deleteTopics(List.of(topic.topicName())).all().get();
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(
                        () -> assertThat(TopicAdmin.describe(admin).lines()).contains(topic.topicName() + ": missing"));
    }

    private static long endOf(DeskTopic topic) {
        TopicPartition first = new TopicPartition(topic.topicName(), 0);
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return consumer.endOffsets(List.of(first)).get(first);
        }
    }

    private void byHand(DeskTopic topic, int partitions, Map<String, String> otherSettings) throws Exception {
        Map<String, String> settings = new HashMap<>(topic.creationSettings(ONE_REPLICA));
        settings.putAll(otherSettings);
        admin.createTopics(List.of(new NewTopic(topic.topicName(), partitions, ONE_REPLICA).configs(settings)))
                .all()
                .get();
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> TopicAdmin.describe(admin).contains(topic.topicName() + ": " + partitions));
    }

    private void alter(DeskTopic topic, String name, String value) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(change).all().get();
    }
}
