package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The topology's names are orphaned state when they change (lesson K7): a change must be seen in a diff. */
class TopologyTest {
    private static final ProcessorParts UNUSED = new ProcessorParts(null, null, null, null, 0, null);
    private static final Path FROZEN = Path.of("src/test/resources/topology.txt");

    @Test
    void K7_theDescriptionIsTheFrozenOne() throws IOException {
        String description = DeskTopology.build(UNUSED, false).describe().toString();

        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(FROZEN, description, StandardCharsets.UTF_8);
        }
        assertThat(description)
                .as("topology.txt; when the change is meant, run the test with -Dregenerate=true, and say in the commit"
                        + " what becomes of the state")
                .isEqualTo(Files.readString(FROZEN));
    }

    @Test
    void K3_thereIsOneSubTopology() {
        assertThat(DeskTopology.build(UNUSED, false).describe().subtopologies()).hasSize(1);
    }
}
