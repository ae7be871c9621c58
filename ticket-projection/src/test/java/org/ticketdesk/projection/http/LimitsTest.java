package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.ServerConfig.Limits;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import org.ticketdesk.projection.http.access.TokenMaker;

/** How much one person may ask for, and for how long. */
@ExtendWith(OneDesk.class)
class LimitsTest {
    private final RunningDesk running;
    private final Client client;

    LimitsTest(RunningDesk running) {
        this.running = running;
        this.client = Client.ofANewDesk(running);
    }

    @BeforeEach
    void somebodyIsThere() {
        client.online("bob", 5);
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_back_and_holds_up_nobody_else() {
        try (DeskServer other = running.serve(config().withLimits(Limits.USUAL.withRequests(1, 3)))) {
            URI me = other.address().resolve("/api/me");
            List<Integer> eager = new ArrayList<>();
            Reply last = null;
            for (int i = 0; i < 10; i++) {
                last = Client.send(
                        Client.asked(Tokens.of(Role.AGENT, "eager"), me).build());
                eager.add(last.status());
            }

            assertThat(eager).startsWith(200, 200, 200).contains(429);
            assertThat(last.expect(429).header("Retry-After")).isEqualTo("1");
            assertThat(last.json().path("detail").textValue()).contains("eager asks too often");
            Client.send(Client.asked(Tokens.of(Role.AGENT, "calm"), me).build()).expect(200);
        }
    }

    @Test
    void who_waits_may_ask_again() throws InterruptedException {
        try (DeskServer other = running.serve(config().withLimits(Limits.USUAL.withRequests(1, 1)))) {
            URI me = other.address().resolve("/api/me");
            while (Client.send(Client.asked(me).build()).status() != 429) {}

            TimeUnit.MILLISECONDS.sleep(1_200);

            Client.send(Client.asked(me).build()).expect(200);
        }
    }

    @Test
    void one_person_has_a_bounded_number_of_streams_and_others_have_theirs() {
        try (DeskServer other = running.serve(config().withLimits(Limits.USUAL.withStreams(10, 1)))) {
            URI stream = other.address().resolve("/api/desks/" + client.desk() + "/stream");
            try (Events first = Events.of(Tokens.admin(), stream, null)) {
                assertThat(Client.send(Client.asked(stream).build())
                                .expect(429)
                                .json()
                                .path("detail")
                                .textValue())
                        .contains("ada has 1 streams open, expected fewer than 1");
                try (Events others = Events.of(Tokens.of(Role.AGENT, "bob"), stream, null)) {
                    others.until(soFar -> !soFar.of("hello").isEmpty());
                }
                assertThat(first.ended()).isNotDone();
            }
        }
    }

    @Test
    void a_stream_does_not_outlive_its_token() throws Exception {
        SharedSecret secret = SharedSecret.of(SharedSecret.random());
        TokenForm strict = TokenForm.USUAL.withSkewSeconds(0);
        String token = new TokenMaker(secret, strict).token(Role.AGENT, "bob", Desks.EVERY, Duration.ofSeconds(4));
        try (DeskServer other = running.serve(ServerConfig.on("127.0.0.1", 0, new Access.Shared(secret, strict)));
                Events events =
                        Events.of(token, other.address().resolve("/api/desks/" + client.desk() + "/stream"), null)) {
            Instant opened = Instant.now();

            events.ended().get(30, TimeUnit.SECONDS);

            assertThat(Duration.between(opened, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(events.of("hello")).hasSize(1);
            assertThat(other.openStreams()).isZero();
        }
    }

    private static ServerConfig config() {
        return ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS);
    }
}
