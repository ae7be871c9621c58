package org.ticketdesk.events.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.codec.SchemaIds;

/** What a registry that has trouble answers, which a real one cannot be made to. That a real one is understood is tested with one. */
class SchemaRegistryTest {

    private record Answer(int status, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private SchemaIds ids;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        ids = new SchemaRegistry(url() + "/", "ann:secret").ofValues("tickets");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/compatible";
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aSchemaIsAskedForOnceWithTheLogin() {
        answers.add(new Answer(200, "{\"schema\": \"text\"}"));

        assertThat(ids.schemaOf(7)).contains("text");
        assertThat(ids.schemaOf(7)).contains("text");

        assertThat(asked).containsExactly("GET /compatible/schemas/ids/7 Basic YW5uOnNlY3JldA==");
    }

    @Test
    void aLookUpIsTriedAgainUntilTheRegistryIsWellAgain() {
        answers.add(new Answer(503, ""));
        answers.add(new Answer(500, "{\"message\": \"no disk\"}"));
        answers.add(new Answer(200, "{\"schema\": \"text\"}"));

        assertThat(ids.schemaOf(7)).contains("text");
    }

    @Test
    void anIdThatTheRegistryDoesNotHaveIsAskedForAgainWithTheNextRecord() {
        answers.add(new Answer(404, "{\"message\": \"none\"}"));
        answers.add(new Answer(200, "{\"schema\": \"text\"}"));

        assertThat(ids.schemaOf(-1)).isEmpty();
        assertThat(ids.schemaOf(-1)).contains("text");

        assertThat(asked.get(0)).contains("/schemas/ids/4294967295 ");
    }

    @Test
    void aSchemaThatMayNotFollowTheOthersIsRefusedInTheRegistrysWords() {
        answers.add(new Answer(409, "{\"message\": \"Incompatible: a field is missing\"}"));

        assertThatThrownBy(() -> ids.idOf("{}"))
                .isInstanceOf(RegistryRefusedException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("at " + url() + " does not take the schema of the subject tickets-value")
                .hasMessageContaining("status 409, Incompatible: a field is missing");
        assertThat(asked.get(0)).startsWith("POST /compatible/subjects/tickets-value/versions ");
    }

    @Test
    void whatIsNoRegistryIsSaidToBeNone() {
        answers.add(new Answer(200, "<html>Welcome</html>"));

        assertThatThrownBy(() -> ids.idOf("{}"))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("Expected the API of Confluent's registry there");
    }

    @Test
    void aRegistrationThatGetsNoAnswerIsToldOfAtOnce() {
        server.stop(0);

        assertThatThrownBy(() -> ids.idOf("{}"))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessageContaining("The schema registry at " + url() + " does not answer")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://host/", "http://ann:secret@host:8081", "http:// host"})
    void whatIsNoAddressIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> new SchemaRegistry(url, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be http://HOST:PORT/PATH")
                .hasMessageNotContaining("secret");
    }
}
