package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;

/** What is answered while parts of it all are away. */
class ServerLifeTest {

    @Test
    void answers_are_honest_while_the_server_the_processor_and_the_brokers_come_and_go(@TempDir Path folder)
            throws Exception {
        ServerConfig impatient = ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS).withMaxBehindMs(500);
        RunningDesk running = RunningDesk.in(folder, impatient);
        try (running) {
            Client client = Client.ofANewDesk(running);
            client.online("bob", 5);
            String from = "" + client.get("").sequence();

            restartOfTheServer(running, client);
            nothingIsLostForAStream(client, from);
            aWaitThatRunsOut(running, client);
            brokersThatAreAway(running, client);
        }
    }

    private static void restartOfTheServer(RunningDesk running, Client client) throws Exception {
        Events events = Events.of(client.uri("/stream"), null);
        events.until(soFar -> !soFar.of("hello").isEmpty());
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> client.get("/actions/never?wait=30"));
        client.open("t-1", "IN_APP");
        await().atMost(Duration.ofMinutes(1)).until(() -> running.server().waiting() == 2);

        running.stopServer();

        events.ended().get(1, TimeUnit.MINUTES);
        assertThat(waiting.get(1, TimeUnit.MINUTES).expect(503).header("Retry-After"))
                .isEqualTo("1");
        running.startServer();
        assertThat(client.get("/tickets/t-1").expect(200).json().path("status").textValue())
                .isEqualTo("ACTIVE");
    }

    private static void nothingIsLostForAStream(Client client, String from) {
        client.open("t-2", "IN_APP");
        try (Events events = Events.of(client.uri("/stream"), from)) {
            events.until(soFar -> soFar.of("status").size() == 4);

            assertThat(events.of("status").stream()
                            .map(event -> event.json().path("ticket").textValue()))
                    .containsExactly("t-1", "t-1", "t-2", "t-2");
        }
    }

    private static void aWaitThatRunsOut(RunningDesk running, Client client) {
        running.stopProcessor();
        long next = client.get("").sequence() + 1;

        Reply reply = client.post(
                        "/actions?wait=1",
                        Client.action("CUSTOMER", "c-1", "t-3", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\""))
                .expect(202);

        assertThat(client.get("/tickets?at-least=" + next).expect(504).header("Retry-After"))
                .isEqualTo("1");
        running.startProcessor();
        assertThat(Client.send(Client.asked(running.address().resolve(reply.header("Location") + "&wait=30"))
                                .build())
                        .expect(200)
                        .sequence())
                .isEqualTo(next);
    }

    private static void brokersThatAreAway(RunningDesk running, Client client) {
        running.stopProcessor();
        running.cluster().close();
        List<Reply> replies = new ArrayList<>();

        replies.add(client.post(
                "/actions?wait=1",
                Client.action("CUSTOMER", "c-1", "t-4", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"")));

        replies.forEach(reply -> {
            assertThat(reply.expect(503).header("Retry-After")).isEqualTo("1");
            assertThat(reply.json().path("detail").textValue()).contains("send it again with the same actionId");
        });
        client.get("/tickets").expect(200);
    }
}
