package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.core.journey.Row;

class DemoTest {
    private static final String GOOD = "Every action has exactly one outcome, and all that must hold holds.";

    @Test
    void everyRowHappensAndTheExitCodeSaysThatAllIsWell(@TempDir Path folder) throws InterruptedException {
        try (ChildDesk demo = ChildDesk.start(folder, "demo", "--seconds", "10", "--seed", "1")) {
            int exitCode = demo.awaitEnd();

            assertThat(exitCode).as(demo.output()).isZero();
            assertThat(demo.output()).contains("8 s of 10: ", GOOD);
            for (Row row : Row.values()) {
                Matcher count = Pattern.compile(" " + row + " +([0-9,]+)").matcher(demo.output());
                assertThat(count.find()).as("%s in the summary", row).isTrue();
                assertThat(count.group(1)).as("%s happened", row).isNotEqualTo("0");
            }
        }
    }

    @Test
    void aSignalEndsItEarlyWithTheSummary(@TempDir Path folder) throws InterruptedException {
        try (ChildDesk demo = ChildDesk.start(folder, "demo", "--seconds", "600", "--desks", "1", "--agents", "1")) {
            demo.awaitOutput("2 s of 600");

            int exitCode = demo.interrupt();

            assertThat(exitCode).as(demo.output()).isZero();
            assertThat(demo.output()).contains(GOOD);
        }
    }
}
