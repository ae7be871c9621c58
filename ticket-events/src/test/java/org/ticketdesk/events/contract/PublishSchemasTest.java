package org.ticketdesk.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.DeskAction;

class PublishSchemasTest {

    private static final Fingerprint NOW = Fingerprint.of(DeskAction.getClassSchema());

    @TempDir
    private Path folder;

    private Path schema;

    @BeforeEach
    void publishAll() throws IOException {
        publish();
        schema = folder.resolve("DeskAction/1-" + NOW + ".avsc");
    }

    private void publish() throws IOException {
        PublishSchemas.main(
                new String[] {folder.toString(), folder.resolve("page.md").toString()});
    }

    @Test
    void anUnpublishedSchemaIsKeptWithSamples() {
        assertThat(schema).exists();
        assertThat(schema.resolveSibling("1-" + NOW + ".samples")).isNotEmptyFile();
    }

    @Test
    void aSchemaThatHasChangedIsKeptBesideTheOlderOnes() throws IOException {
        Files.move(schema, schema.resolveSibling("1-0123456789abcdef.avsc"));
        publish();
        assertThat(folder.resolve("index.txt"))
                .content()
                .startsWith("DeskAction/1-0123456789abcdef.avsc\nDeskAction/2-" + NOW + ".avsc\n");
    }

    @Test
    void documentationIsBroughtUpToDate() throws IOException {
        var text = Files.readString(schema);
        Files.writeString(schema, text.replace("Who asks.", "Somebody."));
        publish();
        assertThat(schema).hasContent(text);
    }

    @Test
    void publishedSamplesAreNeverWrittenAnew() throws IOException {
        var samples = schema.resolveSibling("1-" + NOW + ".samples");
        Files.writeString(samples, "as it was");
        publish();
        assertThat(samples).hasContent("as it was");
    }

    @Test
    void whatAFingerprintDoesNotTellApartIsRefused() throws IOException {
        Files.writeString(schema, Files.readString(schema).replace("timestamp-millis", "timestamp-micros"));
        assertThatThrownBy(this::publish)
                .hasMessageContaining("was published with other defaults, logical types or properties");
    }
}
