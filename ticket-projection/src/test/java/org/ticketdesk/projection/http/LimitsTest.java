package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
import org.ticketdesk.projection.views.Views;

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
    void who_has_too_many_queries_that_wait_is_told_when_to_come_back_and_holds_up_nobody_else() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        int atOnce = Views.AT_ONCE / 2;
        Runnable holdUpTheFirst = () -> {
            if (begun.incrementAndGet() <= atOnce) {
                slow.join();
            }
        };
        try (DeskServer other = running.serve(config(), holdUpTheFirst)) {
            URI desks = other.address().resolve("/api/desks");
            List<CompletableFuture<HttpResponse<String>>> eager = Stream.generate(() -> Client.HTTP.sendAsync(
                            Client.asked(Tokens.of(Role.AGENT, "eager"), desks).build(), BodyHandlers.ofString()))
                    .limit(DeskServer.QUERIES_OF_ONE + 3)
                    .toList();
            await().atMost(Duration.ofSeconds(25))
                    .until(() -> begun.get() == atOnce
                            && eager.stream().filter(CompletableFuture::isDone).count() == 3);

            Client.send(Client.asked(Tokens.of(Role.AGENT, "calm"), desks).build())
                    .expect(200);
            assertThat(eager)
                    .filteredOn(CompletableFuture::isDone)
                    .hasSize(3)
                    .extracting(CompletableFuture::join)
                    .allSatisfy(refused -> {
                        assertThat(refused.statusCode()).isEqualTo(429);
                        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
                        assertThat(refused.body()).contains("Too many queries of eager wait already");
                    });

            slow.complete(null);
            assertThat(eager)
                    .extracting(one -> one.join().statusCode())
                    .filteredOn(status -> status == 200)
                    .hasSize(DeskServer.QUERIES_OF_ONE);
        } finally {
            slow.complete(null);
        }
    }

    @Test
    void who_catches_up_from_many_streams_takes_turns_and_holds_up_nobody_else() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        int theirsAndTheDesksCounts = Views.AT_ONCE / 2 + 1;
        Runnable holdUpTheFirst = () -> {
            if (begun.incrementAndGet() <= Views.AT_ONCE) {
                slow.join();
            }
        };
        List<CompletableFuture<HttpResponse<Stream<String>>>> streams = new ArrayList<>();
        try (DeskServer other = running.serve(config(), holdUpTheFirst)) {
            URI stream = other.address().resolve("/api/desks/" + client.desk() + "/stream?after=0");
            for (int i = 0; i < 2 * Views.AT_ONCE; i++) {
                streams.add(Client.HTTP.sendAsync(
                        Client.asked(Tokens.of(Role.CUSTOMER, "eager"), stream).build(), BodyHandlers.ofLines()));
            }
            await().atMost(Duration.ofSeconds(25)).until(() -> other.openStreams() == 2 * Views.AT_ONCE);
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(25))
                    .until(begun::get, is -> is == theirsAndTheDesksCounts);

            slow.complete(null);

            assertThat(streams)
                    .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        } finally {
            slow.complete(null);
            streams.forEach(one -> one.thenAccept(response -> response.body().close()));
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
