package org.ticketdesk.projection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.ticketdesk.projection.rebuild.Rebuild;
import org.ticketdesk.projection.rebuild.RebuildProgress;

/** A projection, or a rebuild, in a JVM of its own, to be killed. Ends when its standard input does, so that it never outlives the test. */
public final class InAChildJvm {
    private static final String READY = "The child is where the test wants it";

    private final Process process;

    private InAChildJvm(Process process) {
        this.process = process;
    }

    /** Starts a projection with small batches. */
    public static InAChildJvm projection(ProjectionConfig config) {
        return start("projection", config);
    }

    /** Starts a rebuild that stops for good, with everything open, when it begins to make the indexes. */
    public static InAChildJvm rebuildThatHangs(ProjectionConfig config) {
        return start("rebuild", config);
    }

    private static InAChildJvm start(String what, ProjectionConfig config) {
        try {
            return new InAChildJvm(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            InAChildJvm.class.getName(),
                            what,
                            config.bootstrap(),
                            config.jdbcUrl()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the child says that it is where the test wants it. */
    public void awaitReady() {
        BufferedReader lines = process.inputReader();
        if (lines.lines().noneMatch(READY::equals)) {
            throw new AssertionError("The child has ended");
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        ProjectionConfig config = ProjectionConfig.of(args[1], args[2]).withBatches(50, 100_000);
        if (args[0].equals("rebuild")) {
            Rebuild.run(config, InAChildJvm::hang);
        } else {
            Projection projection = Projection.start(config);
            ready();
            projection.close();
        }
    }

    private static void hang(RebuildProgress progress) {
        if (progress.step() == RebuildProgress.Step.INDEXING) {
            try {
                ready();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void ready() throws IOException {
        System.out.println(READY);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
