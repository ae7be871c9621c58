package org.ticketdesk.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A processor in a JVM of its own, to be killed. Ends when its standard input does, so that it never outlives the test. */
final class ProcessorInAChildJvm {
    private final Process process;

    private ProcessorInAChildJvm(Process process) {
        this.process = process;
    }

    static ProcessorInAChildJvm start(String bootstrap, Path stateDir) {
        try {
            return new ProcessorInAChildJvm(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProcessorInAChildJvm.class.getName(),
                            bootstrap,
                            stateDir.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        ProcessorConfig config = ProcessorConfig.of(args[0], Path.of(args[1])).withInstanceId("child");
        try (TicketProcessor processor = TicketProcessor.start(config)) {
            processor.awaitRunning(Duration.ofSeconds(60));
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
