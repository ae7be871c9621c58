package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page of the commands is what they say of themselves; {@code -Dregenerate=true} writes it anew. */
class CliPageTest {
    private static final Path PAGE = Path.of("..", "docs", "cli.md");

    @Test
    void thePageSaysWhatTheCommandsSayOfThemselves() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The `desk` command

                Generated from the commands' own `--help`; a test compares. To write it anew:
                `mvn -pl ticket-desk -am test -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dregenerate=true`.

                `bin/desk` builds itself at first use and when sources have changed, and works from any folder. Errors are one line on
                standard error that says what was found, what was expected and what to do; the exit code is 0 when the command has done
                what was asked, 1 when it could not, and 2 when it was not used as below. `up`, `demo` and `processor` log warnings to
                `desk.log` in their data folder.
                """);
        describe(Desk.commandLine(new Ending(), Map.of()), page);
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).usingCharset("UTF-8").hasContent(page.toString());
    }

    private static void describe(CommandLine line, StringBuilder page) {
        page.append("\n## ")
                .append(line.getCommandSpec().qualifiedName())
                .append("\n\n```\n")
                .append(line.getUsageMessage(Ansi.OFF)
                        .replace(System.lineSeparator(), "\n")
                        .replaceAll(" +\n", "\n"))
                .append("```\n");
        line.getSubcommands().values().forEach(sub -> describe(sub, page));
    }
}
