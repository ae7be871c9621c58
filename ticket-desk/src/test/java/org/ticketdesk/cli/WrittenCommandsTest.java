package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** Every {@code bin/desk …} line of the pages is one that the command takes; nothing of it is run. */
class WrittenCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final String COMMAND = "bin/desk ";

    static List<String> lines() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            pages.filter(page -> page.toString().endsWith(".md")))
                    .flatMap(WrittenCommandsTest::read)
                    .map(String::strip)
                    .filter(line -> line.startsWith(COMMAND))
                    .distinct()
                    .toList();
        }
    }

    private static Stream<String> read(Path page) {
        try {
            return Files.readString(page).replaceAll("\\\\\n\\s*", " ").lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isTaken(String line) {
        assertThatCode(() -> parsed(line)).doesNotThrowAnyException();
    }

    @Test
    void aLineThatTheCommandDoesNotTakeIsFound() {
        assertThatThrownBy(() -> parsed("bin/desk processor --standby 1   # one copy"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--standby");
    }

    /** Without the prompt, a comment, what the shell does with the output, and what is left out. */
    private static void parsed(String line) {
        String typed = line.substring(COMMAND.length()).replaceFirst("\\s+([#|>&…]|2>).*", "");
        String[] words = Arrays.stream(typed.strip().split("\\s+"))
                .map(word -> word.replaceAll("^['\"]|['\"]$", ""))
                .toArray(String[]::new);
        Desk.commandLine(new Ending(), Map.of()).parseArgs(words);
    }
}
