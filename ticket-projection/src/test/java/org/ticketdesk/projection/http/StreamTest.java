package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.Events.Event;

@ExtendWith(OneDesk.class)
class StreamTest {
    private final RunningDesk running;
    private final Client client;

    StreamTest(RunningDesk running) {
        this.running = running;
        this.client = Client.ofANewDesk(running);
    }

    @BeforeEach
    void somebodyIsThere() {
        client.online("bob", 100);
    }

    @Test
    void a_stream_says_hello_then_the_counts_then_what_happens() {
        long sequence = client.get("").sequence();
        try (Events events = stream(null)) {
            events.until(soFar -> !soFar.of("counts").isEmpty());
            client.open("t-1", "IN_APP");

            events.until(soFar -> soFar.of("status").size() == 2);

            Event hello = events.all().getFirst();
            assertThat(hello.name()).isEqualTo("hello");
            assertThat(hello.json().path("sequence").longValue()).isEqualTo(sequence);
            assertThat(events.of("status").stream()
                            .map(event -> event.json().path("row").textValue()))
                    .containsExactly("B1", "R1");
            assertThat(events.places()).containsExactly(sequence + 1 + ".1", sequence + 1 + ".2");
        }
    }

    @Test
    void a_change_in_the_stream_is_the_change_in_the_list() {
        try (Events events = stream(null)) {
            client.open("t-1", "SOCIAL");
            client.act("ADMIN", "ada", "t-1", "\"type\":\"CloseTicket\"").expect(200);

            events.until(soFar -> soFar.of("status").size() == 3);

            List<JsonNode> listed = new ArrayList<>();
            client.get("/changes").json().path("items").forEach(listed::add);
            Collections.reverse(listed);
            assertThat(events.of("status").stream().map(Event::json)).containsExactlyElementsOf(listed);
        }
    }

    @Test
    void the_counts_are_the_desk_at_a_glance_and_the_last_ones_are_those_at_the_end() {
        try (Events events = stream(null)) {
            for (int i = 0; i < 20; i++) {
                client.open("t-" + i, "IN_APP");
            }

            events.until(soFar -> {
                List<Event> counts = soFar.of("counts");
                return !counts.isEmpty()
                        && counts.getLast()
                                        .json()
                                        .path("tickets")
                                        .path("ACTIVE")
                                        .intValue()
                                == 20;
            });

            JsonNode desk = client.get("").json();
            JsonNode last = events.of("counts").getLast().json();
            assertThat(last.path("sequence")).isEqualTo(desk.path("sequence"));
            assertThat(last.path("load").intValue()).isEqualTo(20);
        }
    }

    @Test
    void K6_a_stream_goes_on_after_the_last_event_that_was_seen() {
        List<String> seen;
        String last;
        try (Events events = stream(null)) {
            client.open("t-1", "IN_APP");
            events.until(soFar -> soFar.of("status").size() == 2);
            last = events.places().getFirst();
            seen = new ArrayList<>(events.places().subList(0, 1));
        }
        client.open("t-2", "IN_APP");
        try (Events events = stream(last)) {
            client.open("t-3", "IN_APP");

            events.until(soFar -> soFar.of("status").size() == 5);

            seen.addAll(events.places());
            assertThat(seen).isEqualTo(allPlaces());
        }
    }

    @Test
    void a_client_that_saw_nothing_but_hello_goes_on_from_there() {
        String hello;
        try (Events events = stream(null)) {
            hello = events.until(soFar -> !soFar.of("hello").isEmpty())
                    .all()
                    .getFirst()
                    .id();
        }
        client.open("t-1", "IN_APP");

        try (Events events = stream(hello)) {
            events.until(soFar -> soFar.of("status").size() == 2);

            assertThat(events.places()).isEqualTo(allPlaces());
        }
    }

    @Test
    void a_client_that_saw_more_than_there_is_goes_on_from_where_the_desk_is() {
        long sequence = client.get("").sequence();
        try (Events events = stream(sequence + 1_000 + ".0")) {
            events.until(soFar -> !soFar.of("hello").isEmpty());
            client.open("t-1", "IN_APP");

            events.until(soFar -> soFar.of("status").size() == 2);

            assertThat(events.all().getFirst().id()).isEqualTo("" + sequence);
            assertThat(events.places()).isEqualTo(allPlaces());
        }
    }

    @Test
    void the_whole_story_is_streamed_from_its_beginning() {
        for (int i = 0; i < 10; i++) {
            client.open("t-" + i, "IN_APP");
        }

        try (Events events = Events.of(client.uri("/stream?after=0"), null)) {
            events.until(soFar -> soFar.of("status").size() == 20);

            assertThat(events.places()).isEqualTo(allPlaces());
        }
    }

    @Test
    void a_slow_client_holds_up_nobody_and_misses_nothing() throws Exception {
        int tickets = 1_500;
        try (Socket slow = new Socket();
                Events quick = stream(null)) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(
                    running.address().getHost(), running.address().getPort()));
            slow.getOutputStream()
                    .write(("GET /api/desks/" + client.desk() + "/stream HTTP/1.0\r\nHost: localhost\r\nAuthorization: "
                                    + Tokens.bearer(Tokens.admin()) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (!reader.readLine().equals("event: hello")) {}
            for (int i = 0; i < tickets; i++) {
                running.cluster()
                        .publish(org.ticketdesk.events.json.JsonForm.read("{\"desk\":\"" + client.desk() + "\","
                                + Client.action(
                                                "CUSTOMER",
                                                "c-1",
                                                "t-" + i,
                                                "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"")
                                        .substring(1)));
            }
            quick.until(soFar -> soFar.of("status").size() == tickets + 100);

            List<String> places = new ArrayList<>();
            while (places.size() < tickets + 100) {
                String line = reader.readLine();
                if (line.startsWith("id: ") && line.contains(".")) {
                    places.add(line.substring(4));
                }
            }

            assertThat(places).isEqualTo(quick.places()).doesNotHaveDuplicates();
        }
    }

    @Test
    void many_streams_of_a_desk_all_get_the_same() {
        List<Events> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(stream(null));
        }
        for (int i = 0; i < 20; i++) {
            client.open("t-" + i, "IN_APP");
        }

        all.forEach(events -> events.until(soFar -> soFar.of("status").size() == 40));

        assertThat(all.stream().map(Events::places).distinct()).hasSize(1);
        all.forEach(Events::close);
    }

    @Test
    void a_quiet_stream_has_heartbeats_and_one_that_nobody_reads_any_more_is_given_up() {
        try (DeskServer other =
                running.serve(ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS).withHeartbeatMs(100))) {
            try (Events events = Events.of(other.address().resolve("/api/desks/" + client.desk() + "/stream"), null)) {
                events.until(soFar -> soFar.heartbeats() >= 2);
                assertThat(other.openStreams()).isEqualTo(1);
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> other.openStreams() == 0);
        }
    }

    @Test
    void more_streams_than_there_may_be_are_asked_to_come_later() {
        try (DeskServer other = running.serve(ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS)
                        .withLimits(ServerConfig.Limits.USUAL.withStreams(1, 1)));
                Events events = Events.of(other.address().resolve("/api/desks/" + client.desk() + "/stream"), null)) {
            Reply reply = Client.send(Client.asked(other.address().resolve("/api/desks/" + client.desk() + "/stream"))
                            .build())
                    .expect(503);

            assertThat(reply.header("Retry-After")).isEqualTo("10");
            assertThat(reply.json().path("detail").textValue()).contains("1 streams are open, expected fewer than 1");
            assertThat(events.ended()).isNotDone();
        }
    }

    @Test
    void a_server_that_stops_ends_its_streams() throws Exception {
        Events events;
        try (DeskServer other = running.serve(ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS))) {
            events = Events.of(other.address().resolve("/api/desks/" + client.desk() + "/stream"), null);
            events.until(soFar -> !soFar.of("hello").isEmpty());
        }

        events.ended().get(30, TimeUnit.SECONDS);
    }

    private Events stream(String last) {
        return Events.of(client.uri("/stream"), last);
    }

    private List<String> allPlaces() {
        List<String> places = new ArrayList<>();
        client.get("/changes?limit=500")
                .json()
                .path("items")
                .forEach(change -> places.add(change.path("sequence") + "." + change.path("index")));
        Collections.reverse(places);
        return places;
    }
}
