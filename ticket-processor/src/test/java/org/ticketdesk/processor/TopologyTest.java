package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topology's names are orphaned state when they change (lesson K7): a change must be seen in a diff. */
class TopologyTest {
    private static final Path FROZEN = Path.of("src/test/resources");

    @ParameterizedTest
    @CsvSource({"false, topology.txt", "true, topology-json-mirror.txt"})
    void K7_theDescriptionIsTheFrozenOne(boolean jsonMirror, String file) throws IOException {
        String description = topology(jsonMirror).describe().toString().stripTrailing() + "\n";

        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(FROZEN.resolve(file), description, StandardCharsets.UTF_8);
        }
        assertThat(description)
                .as(file + "; when the change is meant, run the test with -Dregenerate=true, and say in the commit"
                        + " what becomes of the state")
                .isEqualTo(Files.readString(FROZEN.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void K3_thereIsOneSubTopology(boolean jsonMirror) {
        assertThat(topology(jsonMirror).describe().subtopologies()).hasSize(1);
    }

    private static Topology topology(boolean jsonMirror) {
        return DeskTopology.build(new ProcessorParts(null, null, null, null, null, 0, jsonMirror, null), false);
    }
}
