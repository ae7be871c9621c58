package org.ticketdesk.audit.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/** A folder says what the topics said, and whether it was touched since. */
class ExportTest {
    private static final int PARTITIONS = 3;

    private final KeptRecords topics = new KeptRecords(PARTITIONS);
    private Path folder;
    private int ids;

    @BeforeEach
    void aDay(@TempDir Path temporary) {
        folder = temporary.resolve("exported");
        for (int i = 0; i < 20; i++) {
            topics.decided(joins("sales")).decided(joins("help")).decided(joins("sales"));
            if (i % 5 == 0) {
                topics.add(partition("sales"), bytes("sales"), new byte[] {1, 2, 3}, new RecordHeaders());
                topics.add(0, null, null, new RecordHeaders());
            }
        }
    }

    @Test
    void everyRecordStandsInTheFolderAsItStandsInItsTopic() {
        Manifest manifest = export();

        try (FolderArchive archive = FolderArchive.open(folder)) {
            for (DeskTopic topic : List.of(DeskTopic.ACTIONS, DeskTopic.JOURNAL)) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    assertThat(read(archive, topic, partition))
                            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("deliveryCount", "headers")
                            .isEqualTo(read(topics, topic, partition));
                    assertThat(read(archive, topic, partition))
                            .extracting(ConsumerRecord::headers)
                            .isEqualTo(read(topics, topic, partition).stream()
                                    .map(ConsumerRecord::headers)
                                    .toList());
                }
            }
            assertThat(archive.has(DeskTopic.TICKETS)).isFalse();
        }
        assertThat(manifest.everything()).isTrue();
        assertThat(manifest.waiting()).isZero();
        assertThat(manifest.desks())
                .extracting(Manifest.DeskHead::desk, Manifest.DeskHead::sequence)
                .containsExactly(tuple("help", 20L), tuple("sales", 40L));
    }

    @Test
    void theSchemasOfTheRecordsStandBesideThem() {
        Manifest manifest = export();

        try (FolderArchive archive = FolderArchive.open(folder)) {
            assertThat(manifest.schemas()).hasSize(2);
            read(topics, DeskTopic.ACTIONS, partition("sales")).stream()
                    .flatMap(record -> Codec.DESK_ACTION.writtenWith(record.value()).stream())
                    .forEach(fingerprint ->
                            assertThat(archive.schemas().find(fingerprint)).isPresent());
        }
    }

    @Test
    void ofADeskAloneAllItsRecordsAreThereTheMalformedTooAndNoOthers() {
        Manifest manifest = Export.run(topics, Set.of("sales"), folder, records -> {});

        try (FolderArchive archive = FolderArchive.open(folder)) {
            assertThat(read(archive, DeskTopic.ACTIONS, partition("sales")))
                    .hasSize(44)
                    .allSatisfy(record -> assertThat(record.key()).isEqualTo(bytes("sales")));
        }
        assertThat(manifest.records(DeskTopic.ACTIONS)).isEqualTo(44);
        assertThat(manifest.records(DeskTopic.JOURNAL)).isEqualTo(40);
        assertThat(manifest.everything()).isFalse();
    }

    @Test
    void theLogGoesAsFarAsTheJournal() {
        topics.add(partition("sales"), bytes("sales"), new byte[] {4}, new RecordHeaders());
        topics.waiting(joins("sales"));
        topics.add(partition("sales"), bytes("sales"), new byte[] {5}, new RecordHeaders());

        Manifest manifest = Export.run(topics, Set.of("sales"), folder, records -> {});

        try (FolderArchive archive = FolderArchive.open(folder)) {
            assertThat(read(archive, DeskTopic.ACTIONS, partition("sales"))
                            .getLast()
                            .value())
                    .containsExactly(4);
        }
        assertThat(manifest.waiting()).isEqualTo(2);
    }

    @Test
    void aByteThatWasChangedIsFound() throws IOException {
        export();
        Path file = folder.resolve("desk-journal-0" + partition("sales") + ".avro");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        assertRefused("The file " + file.getFileName() + " in ", "was altered since it was exported");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        export();
        Files.delete(folder.resolve("desk-actions-0" + partition("sales") + ".avro"));

        assertRefused("desk-actions-0" + partition("sales") + ".avro is missing");
    }

    @Test
    void aFileTooManyIsNamed() throws IOException {
        export();
        Files.writeString(folder.resolve("schemas/notes.txt"), "mine");

        assertRefused("The file schemas/notes.txt in ", "take it away");
    }

    @Test
    void anExportThatWasInterruptedIsRecognised() throws IOException {
        export();
        Files.move(folder.resolve("manifest.json"), folder.resolve("manifest.json.draft"));

        assertRefused("There is no manifest.json in ", "was interrupted", "Export again");
    }

    @Test
    void whatIsNoManifestIsSaid() throws IOException {
        export();
        for (String text : List.of("{\"format\":1}", "{\"format\": 1, \"desks\": 7}", "[")) {
            Files.writeString(folder.resolve("manifest.json"), text);

            assertRefused("manifest.json is no manifest (");
        }
    }

    @Test
    void aFormatOfALaterVersionIsSaid() throws IOException {
        export();
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"format\" : 1", "\"format\" : 3"));

        assertRefused("has format 3, expected 1 or 2");
    }

    @Test
    void whatIsNoFolderIsSaid() throws IOException {
        Files.writeString(folder, "a file");

        assertRefused(folder + " is no folder");
    }

    @Test
    void aFolderThatIsNotEmptyIsNotWrittenTo() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("thesis.txt"), "mine");

        assertThatThrownBy(this::export)
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContaining("is not empty: there is thesis.txt in it");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("thesis.txt"));
        }
    }

    private Manifest export() {
        return Export.run(topics, Set.of(), folder, records -> {});
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> FolderArchive.open(folder))
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContainingAll(parts);
    }

    private DeskAction joins(String desk) {
        return Actions.of("id-" + ids, desk, null, Actions.admin("ada"), new AddAgent("agent-" + ids++, null));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Archive archive, DeskTopic topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (Records records = archive.open(topic, partition)) {
            records.forEachRemaining(all::add);
        }
        return all;
    }

    private static int partition(String desk) {
        return DeskPartition.of(desk, PARTITIONS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
