package org.ticketdesk.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about the transitions says what the rulebook says. */
class TransitionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "transitions.md");

    @Test
    void thePageIsAsItIsGeneratedFromTheRows() throws IOException {
        if (Boolean.getBoolean("regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, TransitionsPage.text());
        }

        assertThat(PAGE)
                .as(
                        "%s is generated; write it anew with"
                                + " mvn -pl ticket-core test -Dtest=TransitionsPageTest -Dregenerate=true",
                        PAGE)
                .content()
                .isEqualTo(TransitionsPage.text());
    }
}
