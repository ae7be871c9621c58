package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.ticketdesk.cli.options.LogOption;
import picocli.CommandLine;

/** What is logged, in which form and where. */
class LogsTest {
    private final LoggerContext logback = new LoggerContext();

    @AfterEach
    void stop() {
        logback.stop();
        Logs.to(null);
    }

    @Test
    void textIsALineForPeopleInTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("desk.log");

        say(file);

        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .contains(" WARN  ", "Action a-1 of desk sales cannot be decided")
                .doesNotContain("Hidden");
    }

    @Test
    void jsonHasWhatTheLineIsAboutAsFields(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("desk.log");

        say(file, "--log-format", "json");

        assertAboutTheAction(Files.readString(file));
    }

    @Test
    void aContainersLogIsStandardOutputAndNoFile(@TempDir Path folder) {
        Path file = folder.resolve("desk.log");
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            say(file, "--log-format", "json", "--log-to", "stdout");
        } finally {
            System.setOut(before);
        }

        assertAboutTheAction(out.toString(StandardCharsets.UTF_8));
        assertThat(file).doesNotExist();
        assertThat(Logs.file()).isEmpty();
    }

    private void say(Path file, String... options) {
        LogOption option = new LogOption();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("log", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options);
        Logs.to(file, option);
        logback.setMDCAdapter(new LogbackMDCAdapter());
        Logs logs = new Logs();
        logs.setContext(logback);
        logs.configure(logback);
        Logger log = logback.getLogger("org.ticketdesk.test");
        log.info("Hidden");
        log.atWarn()
                .addKeyValue("desk", "sales")
                .addKeyValue("ticket", "t-1")
                .addKeyValue("actionId", "a-1")
                .addKeyValue("sequence", 7)
                .log("Action {} of desk {} cannot be decided", "a-1", "sales");
    }

    private static void assertAboutTheAction(String lines) {
        assertThat(lines.lines()).singleElement().satisfies(line -> {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("level").textValue()).isEqualTo("WARN");
            assertThat(json.path("message").textValue()).isEqualTo("Action a-1 of desk sales cannot be decided");
            assertThat(json.path("desk").textValue()).isEqualTo("sales");
            assertThat(json.path("ticket").textValue()).isEqualTo("t-1");
            assertThat(json.path("actionId").textValue()).isEqualTo("a-1");
            assertThat(json.path("sequence").intValue()).isEqualTo(7);
        });
    }
}
