package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Apicurio's registry in a JVM of its own, with its data in memory. The build puts it into {@code target/registry}. */
final class ChildRegistry implements AutoCloseable {
    private static final Path APP = Path.of("target/registry/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final Path out;
    private String address;

    private ChildRegistry(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts it, and does not wait. */
    static ChildRegistry start(Path folder) throws IOException {
        assertThat(APP).as("`mvn verify` unpacks it").exists();
        Path out = folder.resolve("registry.out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        APP.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new ChildRegistry(process, out);
    }

    /** Waits until it answers. */
    void await() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
            Matcher said = ADDRESS.matcher(Files.readString(out));
            address = said.find() ? said.group(1) : null;
            return address != null;
        });
    }

    /** Where it speaks as Confluent's registry does. */
    String url() {
        return address + "/apis/ccompat/v7";
    }

    /** Where it speaks as its own serdes do. */
    String ownUrl() {
        return address + "/apis/registry/v3";
    }

    /** Ends it; its address is free when this returns. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
