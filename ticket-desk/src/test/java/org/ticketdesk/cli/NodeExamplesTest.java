package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.examples.DashboardExample;

/** The examples in Node, with the libraries that their lock file names, beside those in Java on a broker and a processor that run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeExamplesTest {
    private static final Path SOURCES = Path.of("../examples/node");
    private static final int LEAST_NODE = 20;
    private static final List<String> DESKS =
            List.of("sales", "support", "billing", "a.b-c_d:e@f", "Z", "desk-00000000-0000-0000-0000-000000000000");

    private Path programs;
    private LocalDesk running;

    @BeforeAll
    void installAndStart(@TempDir Path folder) throws Exception {
        requireNode(folder);
        programs = Files.createDirectories(folder.resolve("node"));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, programs.resolve(file.getFileName()));
            }
        }
        Ran npm = run("", "npm", "ci", "--no-audit", "--no-fund");
        assertThat(npm.exitCode()).as(npm.all()).isZero();
        DataFolder data = DataFolder.open(folder.resolve("data"));
        running = LocalDesk.withOwnBroker(
                data, LocalDesk.Ports.ANY, LocalDesk.viewsIn(data), true, step -> {}, () -> false);
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void theGatewayOpensATicketAtEachDeskAndLearnsWhatBecameOfIt() throws Exception {
        Ran gateway = node("", "gateway.mjs", "--bootstrap", running.bootstrap(), "--desks", String.join(",", DESKS));

        assertThat(gateway.exitCode()).as(gateway.all()).isZero();
        List<JsonNode> outcomes = new ArrayList<>();
        for (String line : gateway.out().lines().toList()) {
            outcomes.add(new JsonMapper().readTree(line));
        }
        assertThat(outcomes).extracting(each -> each.path("desk").textValue()).containsExactlyElementsOf(DESKS);
        assertThat(outcomes)
                .allSatisfy(each -> assertThat(each.path("outcome").textValue()).isIn("ACCEPTED", "DUPLICATE"))
                .allSatisfy(each -> assertThat(each.path("partition").intValue())
                        .isEqualTo(DeskPartition.of(each.path("desk").textValue(), 12)));
    }

    @Test
    void aGatewayThatRepeatsAnActionLearnsThatItIsADuplicate() throws Exception {
        node("", "gateway.mjs", "--bootstrap", running.bootstrap(), "--desks", "twice");

        Ran again = node("", "gateway.mjs", "--bootstrap", running.bootstrap(), "--desks", "twice");

        assertThat(again.out()).contains("\"outcome\":\"DUPLICATE\"");
    }

    @Test
    void bothDashboardsCountAsTheOneInJavaDoes() throws Exception {
        Typed published = publishAJourney();
        assertThat(published.exitCode()).as(published.err()).isZero();

        String java = countsOfTheJavaDashboard();

        assertThat(java).contains("ACTIVE=", "PENDING=");
        Ran avro = node("", "dashboard.mjs", "--bootstrap", running.bootstrap(), "--once");
        assertThat(avro.out().strip()).as(avro.all()).isEqualTo(java);
        Ran json = node("", "dashboard.mjs", "--bootstrap", running.bootstrap(), "--once", "--json");
        assertThat(json.out().strip()).as(json.all()).isEqualTo(java);
    }

    @Test
    void aDashboardThatFollowsCountsWhatHappensFromThenOn() throws Exception {
        Path out = Files.createTempFile(programs, "followed", ".txt");
        Process dashboard = new ProcessBuilder("node", "dashboard.mjs", "--bootstrap", running.bootstrap())
                .directory(programs.toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Files.readString(out).lines().count() == 1);

            node("", "gateway.mjs", "--bootstrap", running.bootstrap(), "--desks", "followed");

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () -> assertThat(Files.readString(out).strip()).endsWith(countsOfTheJavaDashboard()));
            assertThat(Files.readString(out).lines()).hasSize(2);
        } finally {
            dashboard.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 64})
    void itsProducerPutsEachDeskWhereTheProcessorExpectsIt(int partitions) throws Exception {
        List<String> keys = IntStream.range(0, 3_000)
                .mapToObj(i -> "x".repeat(i % 50) + Integer.toString(i * 31, 36) + (i % 3 == 0 ? "-_.:@" : ""))
                .toList();

        Ran chosen = node(String.join("\n", keys), "partitions.mjs", Integer.toString(partitions));

        assertThat(chosen.out().lines().map(Integer::valueOf))
                .as(chosen.err())
                .containsExactlyElementsOf(keys.stream()
                        .map(key -> DeskPartition.of(key, partitions))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.mjs", "gateway.mjs --bootstrap b:1", "dashboard.mjs --twice", "dashboard.mjs"})
    void wrongUseIsOneLineAndExitCodeTwo(String line) throws Exception {
        Ran ran = node("", line.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1);
    }

    private Typed publishAJourney() throws IOException {
        String actor = "\"actor\": {\"role\": \"ADMIN\", \"id\": \"ada\"}, ";
        Path actions = Files.writeString(
                programs.resolve("journey.jsonl"),
                String.join(
                        "\n",
                        "{\"actionId\": \"j-1\", \"desk\": \"journey\", " + actor
                                + "\"action\": {\"type\": \"AddAgent\", \"agent\": \"bob\", \"capacity\": 1}}",
                        "{\"actionId\": \"j-2\", \"desk\": \"journey\", " + actor
                                + "\"action\": {\"type\": \"SetPresence\", \"agent\": \"bob\", \"presence\": \"ONLINE\"}}",
                        opened("j-3", "t-1"),
                        opened("j-4", "t-2")));
        return Typed.desk("publish", actions.toString(), "--wait", "--bootstrap", running.bootstrap());
    }

    private static String opened(String id, String ticket) {
        return "{\"actionId\": \"" + id + "\", \"desk\": \"journey\", \"ticket\": \"" + ticket
                + "\", \"actor\": {\"role\": \"CUSTOMER\", \"id\": \"c-1\"},"
                + " \"action\": {\"type\": \"OpenTicket\", \"channel\": \"IN_APP\"}}";
    }

    private String countsOfTheJavaDashboard() {
        PrintStream terminal = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            DashboardExample.run(running.bootstrap(), true);
        } finally {
            System.setOut(terminal);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private void requireNode(Path folder) throws Exception {
        programs = folder;
        String needed =
                "Node from %d up, and npm, run the examples in Node: install them, and see that they are on the path"
                        .formatted(LEAST_NODE);
        String version;
        try {
            version = run("", "node", "--version").out().strip();
        } catch (IOException e) {
            throw new AssertionError(needed + " (node is not there)", e);
        }
        assertThat(Integer.parseInt(version.replaceFirst("^v(\\d+).*", "$1")))
                .as("%s (found node %s)", needed, version)
                .isGreaterThanOrEqualTo(LEAST_NODE);
    }

    private record Ran(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private Ran node(String input, String... command) throws Exception {
        return run(input, Stream.concat(Stream.of("node"), Stream.of(command)).toArray(String[]::new));
    }

    /** Runs a program in the folder of the examples; what it says goes through files, so that no pipe can be full. */
    private Ran run(String input, String... command) throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(programs, "in", ".txt"), input);
        Path out = Files.createTempFile(programs, "out", ".txt");
        Path err = Files.createTempFile(programs, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(programs.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES))
                    .as(String.join(" ", command))
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
