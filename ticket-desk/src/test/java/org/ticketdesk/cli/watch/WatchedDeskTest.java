package org.ticketdesk.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.local.OwnToken;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/** A desk that runs, after traffic that is known: what its listener says of it, and the page of that; {@code -Dregenerate=true} writes the page's table anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedDeskTest {
    private static final Path PAGE = Path.of("..", "docs", "observing.md");

    private ManagementServer server;
    private LocalDesk desk;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        DataFolder data = DataFolder.open(folder);
        server = ManagementServer.open(
                "127.0.0.1", 0, Duration.ofSeconds(30), List.of(Watch.PROCESSOR, Watch.PROJECTION));
        HttpResponse<String> before = Scrape.get(server, "health/ready");
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body())
                .contains("{\"part\":\"projection\",\"state\":\"NOT_READY\",\"why\":\"It has not started yet.\"}");
        assertThat(Scrape.get(server, "health/live").statusCode()).isEqualTo(200);
        desk = LocalDesk.withOwnBroker(
                data, LocalDesk.Ports.ANY, LocalDesk.viewsIn(data), false, server.watch(), step -> {}, () -> false);
        traffic(data);
    }

    private void traffic(DataFolder data) throws Exception {
        DeskClients clients = DeskClients.of(desk.bootstrap());
        try (ActionPublisher publisher =
                        ActionPublisher.to(clients).withOutcomes().open();
                Producer<byte[], byte[]> forger = clients.producer(Map.of())) {
            for (String action : List.of(
                    admin("a-1", "\"AddAgent\",\"agent\":\"ann\",\"capacity\":1"),
                    admin("a-2", "\"SetPresence\",\"agent\":\"ann\",\"presence\":\"ONLINE\""),
                    opened("a-3", "t-1"),
                    opened("a-4", "t-2"),
                    opened("a-5", "t-2"),
                    opened("a-3", "t-1"))) {
                publisher.publish(action(action)).outcome().get(30, TimeUnit.SECONDS);
            }
            forger.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), new byte[] {1}, new byte[] {2}))
                    .get();
        }
        HttpClient http = HttpClient.newHttpClient();
        for (String path : List.of("api/desks/sales", "api/desks/sales", "api/desks/none", "api/nothing/t-1")) {
            http.send(
                    HttpRequest.newBuilder(URI.create(desk.views().address() + path))
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            + Files.readString(data.path().resolve(OwnToken.FILE))
                                                    .strip())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Scrape.of(server).sum("desk_rejected_total") == 1
                        && Scrape.of(server).sum("desk_log_lag") == 0
                        && desk.views().stats().applied() == 6);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Scrape.of(server).samples().containsKey("desk_agents{desk=\"sales\",presence=\"online\"}"));
    }

    private static String admin(String id, String action) {
        return "{\"actionId\":\"" + id
                + "\",\"desk\":\"sales\",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":{\"type\":" + action
                + "}}";
    }

    private static String opened(String id, String ticket) {
        return "{\"actionId\":\"" + id + "\",\"desk\":\"sales\",\"ticket\":\"" + ticket
                + "\",\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c-1\"},\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}";
    }

    private static DeskAction action(String json) throws Exception {
        return JsonForm.read(json);
    }

    @AfterAll
    void stop() {
        desk.close();
        server.close();
    }

    /** DNS rebinding: a page of another site that has its own name lead to this machine. */
    @Test
    void whatIsAskedByAnotherNameThanThisMachinesIsNotAnswered() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("desk_");
        }
    }

    @Test
    void actionsAreCountedByTypeAndOutcome() {
        Scrape scrape = Scrape.of(server);

        assertThat(scrape.value("desk_actions_total{outcome=\"accepted\",type=\"OpenTicket\"}"))
                .isEqualTo(2);
        assertThat(scrape.value("desk_actions_total{outcome=\"refused\",type=\"OpenTicket\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("desk_actions_total{outcome=\"duplicate\",type=\"OpenTicket\"}"))
                .isEqualTo(1);
        assertThat(scrape.sum("desk_actions_total")).isEqualTo(6);
        assertThat(scrape.value("desk_refusals_total{reason=\"ticket_exists\"}"))
                .isEqualTo(1);
        assertThat(scrape.sum("desk_refusals_total")).isEqualTo(1);
        assertThat(scrape.value("desk_rejected_total{flaw=\"undecodable\"}")).isEqualTo(1);
    }

    @Test
    void timesAreTakenOfEachDecisionAndOutcome() {
        Scrape scrape = Scrape.of(server);

        assertThat(scrape.value("desk_decision_seconds_count")).isEqualTo(6);
        assertThat(scrape.value("desk_decision_delay_seconds_count")).isEqualTo(6);
        assertThat(scrape.value("desk_outcome_delay_seconds_count")).isEqualTo(6);
        assertThat(scrape.value("desk_view_delay_seconds_count")).isEqualTo(6);
        assertThat(scrape.value("desk_outcome_delay_seconds_bucket{le=\"+Inf\"}"))
                .isEqualTo(6);
        assertThat(scrape.sum("desk_outcome_pause_seconds_count")).isEqualTo(6);
        assertThat(scrape.sum("desk_outcome_pause_seconds_max"))
                .isLessThanOrEqualTo(scrape.value("desk_outcome_delay_seconds_max"));
    }

    @Test
    void theViewsAreUpToTheJournal() {
        Scrape scrape = Scrape.of(server);

        assertThat(scrape.value("desk_projection_applied_total")).isEqualTo(6);
        assertThat(scrape.sum("desk_projection_lag")).isZero();
        assertThat(scrape.sum("desk_projection_behind_seconds")).isLessThan(60);
        assertThat(scrape.sum("desk_log_lag")).isZero();
        assertThat(scrape.value("desk_partitions_decided")).isEqualTo(12);
        assertThat(scrape.value("desk_partitions_restoring")).isZero();
    }

    @Test
    void theDesksAreAsTheViewsSay() {
        Scrape scrape = Scrape.of(server);

        assertThat(scrape.value("desk_tickets{desk=\"sales\",status=\"active\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("desk_tickets{desk=\"sales\",status=\"pending\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("desk_tickets{desk=\"sales\",status=\"closed\"}"))
                .isZero();
        assertThat(scrape.value("desk_agents{desk=\"sales\",presence=\"online\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("desk_agents_load{desk=\"sales\"}")).isEqualTo(1);
        assertThat(scrape.value("desk_agents_capacity{desk=\"sales\"}")).isEqualTo(1);
        assertThat(scrape.value("desk_pending_oldest_age_seconds{desk=\"sales\"}"))
                .isPositive();
        assertThat(scrape.value("desk_desks")).isEqualTo(1);
    }

    @Test
    void requestsAreToldApartByTheirRoutes() {
        Scrape scrape = Scrape.of(server);

        assertThat(scrape.value(
                        "desk_http_requests_seconds_count{method=\"GET\",route=\"/api/desks/{desk}\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(scrape.value(
                        "desk_http_requests_seconds_count{method=\"GET\",route=\"/api/desks/{desk}\",status=\"404\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("desk_http_requests_seconds_count{method=\"GET\",route=\"other\",status=\"404\"}"))
                .isEqualTo(1);
    }

    @Test
    void noIdOfATicketOrAPersonStandsInALabel() {
        assertThat(Scrape.of(server).samples().keySet())
                .noneMatch(sample -> sample.matches(".*\"(t-1|t-2|ann|ada|c-1|a-[1-5])\".*"));
    }

    @Test
    void theClientsAndTheJvmAreMeasuredToo() {
        assertThat(Scrape.of(server).types().keySet())
                .anyMatch(name -> name.startsWith("kafka_stream_"))
                .anyMatch(name -> name.startsWith("kafka_consumer_fetch_manager_"))
                .anyMatch(name -> name.startsWith("hikaricp_connections"))
                .anyMatch(name -> name.startsWith("jvm_memory_"))
                .anyMatch(name -> name.startsWith("process_"));
    }

    @Test
    void everyProducerIsMeasuredTheClocksAndTheDoorsToo() {
        List<String> producers = Scrape.of(server).samples().keySet().stream()
                .filter(sample -> sample.startsWith("kafka_producer_record_send_total{"))
                .map(sample -> sample.replaceFirst(".*client_id=\"([^\"]*)\".*", "$1"))
                .toList();

        assertThat(producers)
                .anyMatch(id -> id.endsWith("-StreamThread-1-producer"))
                .anyMatch("ticket-processor-timers"::equals)
                .anyMatch(id -> id.matches("producer-\\d+"));
    }

    @Test
    void aDeskThatRunsIsReadyAndSaysWhatItDoes() {
        HttpResponse<String> ready = Scrape.get(server, "health/ready");

        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body())
                .contains("\"status\":\"ready\"", "Decides partitions 0, 1, 2,", "The views are at most 0.");
        assertThat(Scrape.get(server, "health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void whoAcceptsOpenMetricsGetsIt() {
        HttpResponse<String> answer =
                Scrape.get(server, "metrics", "Accept", "application/openmetrics-text;version=1.0.0");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void nothingElseIsServed() {
        assertThat(Scrape.get(server, "").statusCode()).isEqualTo(404);
        assertThat(Scrape.get(server, "metrics/x").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageListsTheMetricsThatThereAre() throws IOException {
        MetricsTable table = MetricsTable.of(Scrape.of(server));
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, table.into(Files.readString(PAGE)));
        }

        assertThat(table.undescribed()).isEmpty();
        assertThat(PAGE).usingCharset("UTF-8").content().isEqualTo(table.into(Files.readString(PAGE)));
    }

    @Test
    void everyMetricThatThePageSpeaksOfIsThere() throws IOException {
        Scrape scrape = Scrape.of(server);

        assertThat(MetricsTable.namesIn(Files.readString(PAGE)))
                .hasSizeGreaterThan(10)
                .allMatch(scrape::has, "is a sample of a desk that runs");
    }

    @Test
    void aMetricThatIsNotThereIsFoundOnThePage() {
        assertThat(MetricsTable.namesIn("Look at `rate(desk_made_up_total[5m])`."))
                .containsExactly("desk_made_up_total")
                .noneMatch(Scrape.of(server)::has);
    }
}
