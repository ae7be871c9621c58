package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.folder.FolderArchive;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.cli.traffic.RowStories;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;

/** Desks that were exported from one cluster live on in another, with another number of partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportedDesksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;

    private EmbeddedKafka first;
    private DeskClients clients;
    private Path exported;

    /** A desk for each row of the guide, and records that are no actions. */
    @BeforeAll
    void exportADay(@TempDir Path folder) throws Exception {
        first = EmbeddedKafka.inThisJvm(folder.resolve("first"), 0);
        clients = DeskClients.of(first.bootstrap());
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
        exported = folder.resolve("exported");
        try (TicketProcessor processor = processor(first, folder.resolve("stores"));
                ActionPublisher publisher =
                        ActionPublisher.to(clients).withOutcomes().open()) {
            rejectedBeforeItsSchemaIsKnown();
            List<Publication> publications = new ArrayList<>();
            for (Row row : Row.values()) {
                for (DeskAction action : RowStories.of(row, "desk-" + row, "id-" + row)) {
                    publications.add(publisher.publish(action));
                }
            }
            for (Publication publication : publications) {
                publication.outcome().get(1, TimeUnit.MINUTES);
            }
            malformed();
            Thread.sleep(2_500);
            assertThat(processor.ended()).isNotDone();
        }
        Typed typed = Typed.desk("audit", "export", "--folder", exported.toString(), "--bootstrap", first.bootstrap());
        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith(Row.values().length + " desks, ");
    }

    private void rejectedBeforeItsSchemaIsKnown() throws Exception {
        byte[] key = "desk-R1".getBytes(StandardCharsets.UTF_8);
        byte[] action = NewerSchema.encoded(
                RowStories.of(Row.B1, "desk-R1", "too-early").getLast());
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), key, action));
        }
        try (TopicArchive archive = TopicArchive.of(clients)) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                for (int partition = 0; partition < archive.partitions(DeskTopic.REJECTED); partition++) {
                    try (Records rejected = archive.open(DeskTopic.REJECTED, partition)) {
                        if (rejected.hasNext()) {
                            return true;
                        }
                    }
                }
                return false;
            });
        }
        NewerSchema.publish(clients);
    }

    private void malformed() {
        byte[] key = "desk-R1".getBytes(StandardCharsets.UTF_8);
        int partition = DeskPartition.of(key, PARTITIONS);
        String log = DeskTopic.ACTIONS.topicName();
        byte[] misplaced = Codec.DESK_ACTION.encode(
                RowStories.of(Row.B1, "desk-R1", "misplaced").getLast());
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(log, partition, key, new byte[] {1, 2, 3}));
            producer.send(new ProducerRecord<>(log, partition, key, null));
            producer.send(new ProducerRecord<>(log, 0, null, misplaced));
            producer.send(new ProducerRecord<>(log, (partition + 1) % PARTITIONS, key, misplaced));
        }
    }

    @AfterAll
    void stop() {
        first.close();
    }

    @Test
    void theSameStatesAndTheSameChainsComeOutInAnotherCluster(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka second = EmbeddedKafka.inThisJvm(folder.resolve("second"), 0)) {
            DeskClients there = DeskClients.of(second.bootstrap());

            Typed typed = importInto(second, "--partitions", "5");

            assertThat(typed.err()).isEmpty();
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out())
                    .startsWith(Row.values().length + " desks, ")
                    .contains(
                            " actions: the same chain.",
                            "on 5 partitions",
                            "Left out: 1 records that stood on another partition than their key's",
                            "Left out: 1 records that were rejected before the schema");
            Map<String, Long> heads = heads();
            theyLiveOn(second, folder.resolve("stores"), heads);
            assertThat(snapshots(there, heads))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderEntriesOf(snapshots(clients, heads));
        }
    }

    /** As the page for operators says of a topic that must grow, and of a cluster that lost its topics. */
    @Test
    void theSameChainsComeOutInAClusterWhoseTopicsWereDeleted(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka cluster = EmbeddedKafka.inThisJvm(folder.resolve("cluster"), 0)) {
            DeskClients there = DeskClients.of(cluster.bootstrap());
            TopicAdmin.create(there, PARTITIONS, (short) 1);
            try (TicketProcessor processor = processor(cluster, folder.resolve("stores"));
                    ActionPublisher publisher =
                            ActionPublisher.to(there).withOutcomes().open()) {
                for (DeskAction action : RowStories.of(Row.R1, "before", "before")) {
                    publisher.publish(action).outcome().get(1, TimeUnit.MINUTES);
                }
                assertThat(processor.ended()).isNotDone();
            }
            deleteTopics(there);

            Typed imported = importInto(cluster, "--partitions", "5");
            Typed rebuilt =
                    Typed.desk("rebuild-state", "--data", folder.toString(), "--bootstrap", cluster.bootstrap());

            assertThat(imported.exitCode()).as(imported.err()).isZero();
            assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
            theyLiveOn(cluster, folder.resolve("stores"), heads());
        }
    }

    /** A processor decides all that was imported, with the same chains. */
    private void theyLiveOn(EmbeddedKafka cluster, Path stores, Map<String, Long> heads) throws Exception {
        DeskClients there = DeskClients.of(cluster.bootstrap());
        Map<String, byte[]> entries = entries(clients, heads);
        try (TicketProcessor processor = processor(cluster, stores)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> entries(there, heads).size() == entries.size());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Verifier.run(there).findings().isEmpty());
            assertThat(processor.ended()).isNotDone();
        }
        assertThat(entries(there, heads)).containsExactlyEntriesOf(entries);
    }

    private static void deleteTopics(DeskClients clients) throws Exception {
        try (Admin admin = clients.admin()) {
            List<String> topics =
                    DeskTopic.needed(false).stream().map(DeskTopic::topicName).toList();
            admin.deleteTopics(topics).all().get();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(topics::contains));
        }
    }

    @Test
    void anImportThatWasInterruptedIsSeenByAllAndBegunAnew(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka second = EmbeddedKafka.inThisJvm(folder.resolve("second"), 0);
                ChildDesk child = ChildDesk.start(
                        folder,
                        "audit",
                        "import",
                        "--folder",
                        exported.toString(),
                        "--bootstrap",
                        second.bootstrap())) {
            awaitTopic(second, DeskTopic.SCHEMAS);
            child.kill();

            Typed topics = Typed.desk("topics", "check", "--bootstrap", second.bootstrap());
            Typed refused = importInto(second);
            Typed again = importInto(second, "--again");
            Typed twice = importInto(second, "--again");

            assertThat(topics.exitCode()).isEqualTo(1);
            assertThat(topics.errLines()).singleElement().asString().contains("until an import is finished");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errLines()).singleElement().asString().contains("was interrupted", "--again");
            assertThat(again.err()).isEmpty();
            assertThat(again.out()).contains("the same chain");
            assertThat(twice.exitCode()).isEqualTo(1);
            assertThat(twice.errLines())
                    .singleElement()
                    .asString()
                    .contains("The cluster is not empty", "records in desk-actions");
        }
    }

    @Test
    void aDeskAloneIsExportedWithItsMalformedRecords(@TempDir Path folder) throws IOException {
        Path alone = folder.resolve("alone");

        Typed typed = Typed.desk(
                "audit", "export", "--desk", "desk-R1", "--folder", alone.toString(), "--bootstrap", first.bootstrap());

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        try (FolderArchive archive = FolderArchive.open(alone)) {
            assertThat(archive.manifest().desks()).singleElement().satisfies(head -> {
                assertThat(head.desk()).isEqualTo("desk-R1");
                assertThat(archive.manifest().records(DeskTopic.JOURNAL)).isEqualTo(head.sequence());
                assertThat(archive.manifest().records(DeskTopic.ACTIONS)).isEqualTo(head.sequence() + 4);
            });
        }
    }

    @Test
    void aFolderThatIsNotAsItWasExportedIsOneLineAndExitCodeOne(@TempDir Path folder) throws IOException {
        Path forged = Files.createDirectory(folder.resolve("forged"));
        Files.copy(exported.resolve("manifest.json"), forged.resolve("manifest.json"));

        Typed typed = Typed.desk("audit", "import", "--folder", forged.toString(), "--bootstrap", first.bootstrap());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.errLines())
                .singleElement()
                .asString()
                .startsWith("desk audit import: The file desk-actions-00.avro is missing in ");
    }

    @Test
    void aFolderThatIsNotEmptyAndADeskThatIsNotThereAreOneLineAndExitCodeOne(@TempDir Path folder) {
        Typed full = Typed.desk("audit", "export", "--folder", exported.toString(), "--bootstrap", first.bootstrap());
        Typed nobody = Typed.desk(
                "audit",
                "export",
                "--desk",
                "nobody",
                "--folder",
                folder.resolve("nobody").toString(),
                "--bootstrap",
                first.bootstrap());

        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.errLines()).singleElement().asString().contains("is not empty", "Export into a new one.");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.errLines()).singleElement().asString().contains("There is no record of desk nobody");
        assertThat(folder.resolve("nobody/manifest.json")).doesNotExist();
    }

    private Typed importInto(EmbeddedKafka kafka, String... more) {
        List<String> command = new ArrayList<>(
                List.of("audit", "import", "--folder", exported.toString(), "--bootstrap", kafka.bootstrap()));
        command.addAll(List.of(more));
        return Typed.desk(command.toArray(String[]::new));
    }

    private Map<String, Long> heads() {
        Map<String, Long> heads = new TreeMap<>();
        try (FolderArchive archive = FolderArchive.open(exported)) {
            archive.manifest().desks().forEach(head -> heads.put(head.desk(), head.sequence()));
        }
        return heads;
    }

    /** The hash of each entry up to the heads, by desk and sequence. */
    private static Map<String, byte[]> entries(DeskClients clients, Map<String, Long> heads) {
        Map<String, byte[]> entries = new TreeMap<>();
        each(clients, DeskTopic.JOURNAL, value -> {
            JournalEntry entry = Codec.JOURNAL_ENTRY.decode(value);
            if (entry.getSequence() <= heads.getOrDefault(entry.getDesk(), 0L)) {
                entries.put(
                        "%s/%06d".formatted(entry.getDesk(), entry.getSequence()),
                        entry.getHash().bytes());
            }
        });
        return entries;
    }

    /** Each ticket as it was at its desk's head. */
    private static Map<String, TicketSnapshot> snapshots(DeskClients clients, Map<String, Long> heads) {
        Map<String, TicketSnapshot> snapshots = new TreeMap<>();
        each(clients, DeskTopic.TICKETS, value -> {
            TicketSnapshot snapshot = Codec.TICKET_SNAPSHOT.decode(value);
            if (snapshot.getSequence() <= heads.getOrDefault(snapshot.getDesk(), 0L)) {
                snapshots.put(snapshot.getDesk() + '/' + snapshot.getTicket(), snapshot);
            }
        });
        return snapshots;
    }

    private static void each(DeskClients clients, DeskTopic topic, Consumer<byte[]> to) {
        try (Archive archive = TopicArchive.of(clients)) {
            for (int partition = 0; partition < archive.partitions(topic); partition++) {
                try (Records records = archive.open(topic, partition)) {
                    records.forEachRemaining(record -> to.accept(record.value()));
                }
            }
        }
    }

    private static TicketProcessor processor(EmbeddedKafka kafka, Path stores) throws InterruptedException {
        TicketProcessor processor = TicketProcessor.start(ProcessorConfig.of(kafka.bootstrap(), stores));
        assertThat(processor.awaitRunning(PATIENCE)).isTrue();
        return processor;
    }

    private static void awaitTopic(EmbeddedKafka kafka, DeskTopic topic) {
        try (Admin admin = DeskClients.of(kafka.bootstrap()).admin()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> admin.listTopics().names().get().contains(topic.topicName()));
        }
    }
}
