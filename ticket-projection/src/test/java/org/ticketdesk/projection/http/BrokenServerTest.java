package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.views.Views;

class BrokenServerTest {

    static Stream<Throwable> defects() {
        return Stream.of(new IllegalStateException("a secret"), new AssertionError("a secret"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void a_defect_is_a_problem_that_tells_nothing_of_what_is_inside(Throwable defect) {
        Reply reply = ask(defect).expect(500);

        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("status").intValue()).isEqualTo(500);
        assertThat(reply.text()).doesNotContain("secret", "Exception", "Error:", "\\tat ");
    }

    @Test
    void a_database_that_is_away_is_a_problem_that_passes() {
        Reply reply = ask(new ConnectionException(new SQLTransientConnectionException("a secret")))
                .expect(503);

        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.text()).doesNotContain("secret");
    }

    private static Reply ask(Throwable failure) {
        Views broken = new Views(
                () -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                },
                Codec.JOURNAL_ENTRY);
        try (DeskServer server =
                DeskServer.start(ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS), broken, null, new Feed())) {
            return Client.send(
                    Client.asked(server.address().resolve("/api/desks/sales")).build());
        }
    }
}
