package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command in a JVM of its own, which can be killed. */
public final class ChildDesk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;

    private ChildDesk(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts it with these words; what it writes goes to a file of the folder. */
    public static ChildDesk start(Path folder, String... args) {
        return start(folder, Map.of(), args);
    }

    /** With these variables in its environment too. */
    static ChildDesk start(Path folder, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.misc.unsafe.memory.access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Desk.class.getName()));
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, "desk", ".out");
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            process.environment().putAll(environment);
            return new ChildDesk(process.start(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said something. */
    public void awaitOutput(String text) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return output().contains(text);
        });
    }

    /** Its process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** As Ctrl-C and a plain kill do; returns the exit code. */
    public int interrupt() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it has ended by itself; returns the exit code. */
    public int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ended in time: " + output())
                .isTrue();
        return process.exitValue();
    }

    /** What it has written on both outputs. */
    public String output() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
