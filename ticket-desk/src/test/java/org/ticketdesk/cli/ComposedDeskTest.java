package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;

/** The services of the compose file as processes, with its commands and its environment; the addresses alone are of this machine. */
class ComposedDeskTest {
    private static final ComposeFile COMPOSE = ComposeFile.read();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<ChildDesk> running = new ArrayDeque<>();
    private int started;

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void startWhatIsNotOurs() throws IOException, InterruptedException {
        kafka = EmbeddedKafka.inThisJvm(folder.resolve("kafka"), 0);
        postgres = EmbeddedPostgres.builder().start();
        assertThat(new ProcessBuilder(
                                "../docker/make-secrets",
                                folder.resolve("secrets").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @AfterEach
    void end() throws IOException {
        running.forEach(ChildDesk::close);
        postgres.close();
        kafka.close();
        http.close();
    }

    @Test
    void theDeskGoesOnWhenAProcessorIsKilled() throws Exception {
        assertThat(start("topics").awaitEnd()).isZero();
        ChildDesk one = ready("processor");
        ChildDesk other = ready("processor");
        ChildDesk projection = ready("projection");
        projection.awaitOutput("Open ");
        String page = said(projection, "Open (http://[0-9.:]+)");
        String admin = token("ADMIN", "ada");
        assertThat(get(page + "/api/desks/sales/tickets", null).statusCode()).isEqualTo(401);
        assertAccepted(page, admin, "a-1", "\"action\":{\"type\":\"AddAgent\",\"agent\":\"bob\",\"capacity\":2}");
        assertAccepted(
                page, token("AGENT", "bob"), "a-2", "\"action\":{\"type\":\"SetPresence\",\"presence\":\"ONLINE\"}");

        one.kill();
        assertThat(health(one)).startsWith("1 ");

        assertAccepted(
                page,
                token("CUSTOMER", "cho"),
                "a-3",
                "\"ticket\":\"t-1\",\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}");
        assertThat(get(page + "/api/desks/sales/tickets/t-1", admin).body())
                .contains("\"ACTIVE\"")
                .contains("\"bob\"");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(metric(other, "desk_partitions_decided"))
                        .as(metrics(other))
                        .isEqualTo(12));
        assertThat(other.interrupt()).isZero();
        assertThat(projection.interrupt()).isZero();
    }

    private ChildDesk start(String service) throws IOException {
        Path data = Files.createDirectories(folder.resolve(service + ++started));
        Map<String, String> environment = new TreeMap<>(COMPOSE.environmentInImage(service));
        environment.replaceAll((name, value) -> value.replace("kafka:9092", kafka.bootstrap())
                .replace("jdbc:postgresql://postgres:5432/desk", postgres.getJdbcUrl("postgres", "postgres"))
                .replace("/run/secrets", folder.resolve("secrets").toString())
                .replace("0.0.0.0", "127.0.0.1"));
        environment.put("DESK_DATA", data.toString());
        environment.put("DESK_MANAGEMENT_PORT", "0");
        environment.put("DESK_PORT", "0");
        environment.replace("DESK_VIEWS_USER", "postgres");
        ChildDesk child = ChildDesk.start(
                folder, environment, COMPOSE.list(service, "command").toArray(String[]::new));
        running.add(child);
        return child;
    }

    private static String said(ChildDesk child, String pattern) {
        Matcher said = Pattern.compile(pattern).matcher(child.output());
        assertThat(said.find()).as(child.output()).isTrue();
        return said.group(1);
    }

    private static String managementPort(ChildDesk child) {
        return said(child, "Health and metrics: http://[^:]+:(\\d+)");
    }

    /** Until it is ready, as the container's health check asks; one that ends is started again, as the file says. */
    private ChildDesk ready(String service) throws IOException {
        assertThat(COMPOSE.service(service).path("restart").asText()).isEqualTo("unless-stopped");
        ChildDesk[] child = {start(service)};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            if (!child[0].isAlive()) {
                child[0] = start(service);
            }
            assertThat(health(child[0])).as(child[0].output()).startsWith("0 ");
            assertThat(Typed.desk("health", "--management-port", managementPort(child[0]))
                            .err())
                    .isEmpty();
        });
        return child[0];
    }

    /** What the container's health check ends with, and says. */
    private static String health(ChildDesk child) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("../docker/health").redirectErrorStream(true);
        builder.environment().put("DESK_MANAGEMENT_PORT", managementPort(child));
        Process check = builder.start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return check.waitFor() + " " + said;
    }

    private String token(String role, String id) {
        Typed typed = Typed.desk(
                Map.of(
                        "DESK_JWT_SECRET_FILE",
                        folder.resolve("secrets").resolve("jwt-secret").toString()),
                "token",
                "--role",
                role,
                "--id",
                id,
                "--desks",
                "sales");
        assertThat(typed.err()).isEmpty();
        return typed.out().strip();
    }

    /** Until its outcome is there: sent again, as a client does, while somebody takes over. */
    private void assertAccepted(String page, String token, String id, String rest) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(outcome(page, token, id, rest)).startsWith("200 "));
    }

    private String outcome(String page, String token, String id, String rest) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + "/api/desks/sales/actions?wait=20"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"actionId\":\"" + id + "\"," + rest + "}"))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private HttpResponse<String> get(String address, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private double metric(ChildDesk process, String name) throws IOException, InterruptedException {
        Matcher line =
                Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? ([0-9.]+)").matcher(metrics(process));
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }

    /** The desk's own. */
    private String metrics(ChildDesk process) throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + managementPort(process) + "/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("desk_"))
                .collect(Collectors.joining("\n"));
    }
}
