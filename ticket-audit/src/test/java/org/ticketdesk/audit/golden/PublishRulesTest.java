package org.ticketdesk.audit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.core.rules.Rulebook;

class PublishRulesTest {

    @TempDir
    private Path folder;

    @Test
    void aVersionWithoutGoldenLogsGetsThem() throws IOException {
        PublishRules.main(new String[] {folder.toString()});

        GoldenLogs logs = new GoldenLogs(folder);
        assertThat(logs.versions()).containsExactly(Rulebook.VERSION);
        assertThat(logs.writtenIndex()).isEqualTo(logs.index()).hasLineCount(3);
    }

    @Test
    void aVersionThatHasGoldenLogsKeepsThem() throws IOException {
        PublishRules.main(new String[] {folder.toString()});

        assertThatThrownBy(() -> PublishRules.main(new String[] {folder.toString()}))
                .hasMessageContaining("raise Rulebook.VERSION first");
    }

    @Test
    void nothingIsIndexedAnewWhereOlderGoldenLogsHaveChanged() throws IOException {
        Path older = Files.createDirectories(folder.resolve("0"));
        for (String file : new String[] {"log.jsonl", "journal.jsonl", "status.jsonl"}) {
            Files.writeString(older.resolve(file), "{}\n");
        }
        Files.writeString(folder.resolve("index.txt"), "0123  0/log.jsonl\n");

        assertThatThrownBy(() -> PublishRules.main(new String[] {folder.toString()}))
                .hasMessageContaining("older versions have changed");
    }
}
