package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A processor whose stores do not open is told what is at fault there: another processor, the room, its rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTroubleTest {
    /** Linux: whatever is written there finds no space left. */
    private static final Path FULL = Path.of("/dev/full");
    /** Linux: nobody may write there, not even root. */
    private static final Path NOT_TO_WRITE = Path.of("/sys/kernel/uevent_seqnum");

    private Cluster kafka;

    @BeforeAll
    void open(@TempDir Path folder) {
        kafka = new Cluster(folder, 1);
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    @SuppressWarnings("try")
    void anotherProcessorHasTheFolder(@TempDir Path folder) {
        ProcessorConfig config = ProcessorConfig.of(kafka.bootstrap(), folder);
        try (TicketProcessor first = kafka.start(config)) {
            assertRefused(config)
                    .hasMessageContaining("multiple instances")
                    .hasMessageEndingWith("Is another processor running there? Give each a folder of its own.");
        }
    }

    @Test
    void theDiskHasNoRoom(@TempDir Path folder) throws IOException {
        ProcessorConfig config = withFile(folder, "kafka-streams-process-metadata", FULL);

        assertRefused(config)
                .hasMessageContaining("The stores in " + folder)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("make room")
                .hasMessageNotContaining("another processor");
    }

    @Test
    void itMayNotWrite(@TempDir Path folder) throws IOException {
        ProcessorConfig config = withFile(folder, ".lock", NOT_TO_WRITE);

        assertRefused(config)
                .hasMessageContaining("let this user write there")
                .hasMessageNotContaining("another processor");
    }

    private ProcessorConfig withFile(Path folder, String name, Path target) throws IOException {
        ProcessorConfig config = ProcessorConfig.of(kafka.bootstrap(), folder);
        Path stores = Files.createDirectories(folder.resolve(config.applicationId()));
        Files.createSymbolicLink(stores.resolve(name), target);
        return config;
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ProcessorConfig config) {
        return assertThatThrownBy(() -> TicketProcessor.start(config)).isInstanceOf(ProcessorRefusedException.class);
    }
}
