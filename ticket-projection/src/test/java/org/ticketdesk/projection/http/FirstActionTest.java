package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.ServerConfig.Limits;
import org.ticketdesk.projection.http.access.Role;

/** Who may be the first to ask something of a desk, over HTTP. */
@ExtendWith(OneDesk.class)
class FirstActionTest {
    private static final String OPENING =
            Client.action("CUSTOMER", "cora", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"");
    private static final String PRESENCE =
            Client.action("AGENT", "bob", null, "\"type\":\"SetPresence\",\"presence\":\"ONLINE\"");

    private final RunningDesk running;
    private final Client client;

    FirstActionTest(RunningDesk running) {
        this.running = running;
        this.client = Client.ofANewDesk(running);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOMER", "AGENT"})
    void whose_token_is_for_every_desk_begins_none_without_being_an_admin(Role role) {
        String token = Tokens.of(role, role == Role.CUSTOMER ? "cora" : "bob");
        ServerConfig impatient = new ServerConfig("127.0.0.1", 0, null, Tokens.ACCESS, Limits.USUAL, 15_000, 250, 100);
        try (DeskServer other = running.serve(impatient)) {
            Reply refused = Client.send(posting(token, other, role == Role.CUSTOMER ? OPENING : PRESENCE))
                    .expect(404);

            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().path("detail").textValue())
                    .isEqualTo("There is no desk " + client.desk()
                            + " yet, and who may be at every desk begins one only as an admin: let an admin begin it, by"
                            + " adding an agent for example.");
        }
        assertThat(client.admin("\"type\":\"AddAgent\",\"agent\":\"bob\"").sequence())
                .as("nothing stood in the log before")
                .isEqualTo(1);
    }

    @Test
    void whose_token_names_the_desk_may_begin_it() {
        String cora = Tokens.of(Role.CUSTOMER, "cora", Set.of(client.desk()));

        assertThat(client.post(cora, "/actions?wait=20", OPENING).expect(200).sequence())
                .isEqualTo(1);
    }

    @Test
    void who_acts_while_the_views_do_not_have_the_desk_yet_waits_for_it() {
        CompletableFuture<Reply> early = CompletableFuture.supplyAsync(
                () -> client.post(Tokens.of(Role.CUSTOMER, "cora"), "/actions?wait=20", OPENING));
        await().atMost(Duration.ofSeconds(20)).until(() -> running.server().waiting() > 0 || early.isDone());

        running.cluster().admin(client.desk(), "\"AddAgent\",\"agent\":\"bob\"");

        early.join().expect(200);
    }

    private HttpRequest posting(String token, DeskServer server, String body) {
        return Client.asked(token, server.address().resolve("/api/desks/" + client.desk() + "/actions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
