package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.http.Client.Reply;

@ExtendWith(OneDesk.class)
class ActionsTest {
    private final RunningDesk running;
    private final Client client;

    ActionsTest(RunningDesk running) {
        this.running = running;
        this.client = Client.ofANewDesk(running);
    }

    @BeforeEach
    void somebodyIsThere() {
        client.online("bob", 100);
    }

    @Test
    void an_accepted_action_is_answered_with_its_outcome_as_the_contract_has_it() {
        Reply reply = client.open("t-1", "IN_APP");

        JsonNode outcome = reply.json();
        assertThat(outcome.path("outcome").textValue()).isEqualTo("ACCEPTED");
        assertThat(outcome.path("facts").findValuesAsText("row")).containsExactly("B1", "R1");
        assertThat(reply.sequence()).isEqualTo(outcome.path("sequence").longValue());
        JsonNode description = Client.send(
                        Client.asked(running.address().resolve("/openapi.json")).build())
                .json();
        assertThat(QueriesTest.flaws(
                        description,
                        "/paths/" + QueriesTest.escaped("/api/desks/{desk}/actions")
                                + "/post/responses/200/content/application~1json/schema",
                        outcome))
                .isEmpty();
    }

    @Test
    void a_refused_action_is_a_conflict_that_says_why_and_where_the_ticket_stands() {
        client.open("t-1", "IN_APP");

        Reply reply =
                client.act("AGENT", "bob", "t-1", "\"type\":\"CloseTicket\"").expect(409);

        JsonNode problem = reply.json();
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.path("title").textValue()).isEqualTo("Conflict");
        assertThat(problem.path("status").intValue()).isEqualTo(409);
        assertThat(problem.path("reason").textValue()).isEqualTo("NOT_PERMITTED");
        assertThat(problem.path("detail").textValue()).contains("only an admin closes it");
        assertThat(problem.path("ticketStatus").textValue()).isEqualTo("ACTIVE");
        assertThat(problem.path("outcome").path("outcome").textValue()).isEqualTo("REFUSED");
        assertThat(reply.sequence())
                .isEqualTo(problem.path("outcome").path("sequence").longValue());
    }

    @Test
    void a_refused_action_on_a_ticket_that_does_not_exist_has_no_status_to_tell() {
        JsonNode problem = client.act("ADMIN", "ada", "t-404", "\"type\":\"CloseTicket\"")
                .expect(409)
                .json();

        assertThat(problem.path("reason").textValue()).isEqualTo("UNKNOWN_TICKET");
        assertThat(problem.path("ticketStatus").isNull()).isTrue();
    }

    @Test
    void D7_a_repetition_has_no_second_effect_and_says_what_the_first_came_to() {
        String opening = Client.action("CUSTOMER", "c-1", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"");
        JsonNode first = client.post("/actions?wait=20", opening).expect(200).json();

        JsonNode second = client.post("/actions?wait=20", opening).expect(200).json();

        assertThat(second.path("outcome").textValue()).isEqualTo("DUPLICATE");
        assertThat(second.path("of")).isEqualTo(first.path("sequence"));
        assertThat(second.path("first")).isEqualTo(first);
        assertThat(client.get("/tickets").json().path("items")).hasSize(1);
    }

    @Test
    void D7_a_repetition_of_what_was_refused_says_that_it_was() {
        String closing = Client.action("ADMIN", "ada", "t-404", "\"type\":\"CloseTicket\"");
        client.post("/actions?wait=20", closing).expect(409);

        JsonNode second = client.post("/actions?wait=20", closing).expect(200).json();

        assertThat(second.path("outcome").textValue()).isEqualTo("DUPLICATE");
        assertThat(second.path("first").path("reason").textValue()).isEqualTo("UNKNOWN_TICKET");
    }

    @Test
    void K6_of_the_same_action_sent_many_times_at_once_each_gets_the_outcome_of_its_own() throws Exception {
        String opening = Client.action("CUSTOMER", "c-1", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"");

        List<Reply> replies = atOnce(IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Reply>) () -> client.post("/actions?wait=20", opening))
                .toList());

        assertThat(replies.stream()
                        .map(reply -> reply.expect(200).json().path("outcome").textValue()))
                .containsOnlyOnce("ACCEPTED")
                .contains("DUPLICATE");
        assertThat(replies.stream().map(reply -> reply.json().path("sequence").longValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void K6_whoever_has_waited_for_an_outcome_reads_what_it_wrote() throws Exception {
        List<Reply> read = atOnce(IntStream.range(0, 50)
                .mapToObj(i -> (Callable<Reply>) () -> {
                    client.open("t-" + i, "SOCIAL");
                    client.message("AGENT", "bob", "t-" + i);
                    return client.get("/tickets/t-" + i);
                })
                .toList());

        assertThat(read.stream()
                        .map(reply ->
                                reply.expect(200).json().path("deskMessages").intValue()))
                .hasSize(50)
                .containsOnly(1);
    }

    @Test
    void K6_an_answer_reflects_at_least_the_sequence_that_is_asked_for() throws Exception {
        long next = client.get("").sequence() + 1;

        List<Reply> replies = atOnce(List.of(
                () -> client.get("/tickets?at-least=" + next),
                () -> client.post(
                        "/actions",
                        Client.action("CUSTOMER", "c-1", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\""))));

        assertThat(replies.getFirst().expect(200).sequence()).isEqualTo(next);
        assertThat(replies.getFirst().json().path("items")).hasSize(1);
    }

    @Test
    void without_waiting_the_answer_says_where_the_action_stands_and_where_its_outcome_will_be() {
        Reply reply = client.post(
                        "/actions", Client.action("ADMIN", "ada", null, "\"type\":\"AddAgent\",\"agent\":\"eve\""))
                .expect(202);

        assertThat(reply.json().path("place").path("offset").longValue()).isPositive();
        assertThat(reply.header("Location"))
                .isEqualTo(reply.json().path("outcome").textValue())
                .startsWith("/api/desks/" + client.desk() + "/actions/a-");
        Reply outcome = Client.send(Client.asked(running.address().resolve(reply.header("Location") + "&wait=20"))
                        .build())
                .expect(200);
        assertThat(outcome.json().path("facts").findValuesAsText("type")).containsExactly("AgentAdded");
    }

    @Test
    void D7_where_an_outcome_will_be_is_said_for_each_publication_of_an_action() {
        String opening = Client.action("CUSTOMER", "c-1", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"");
        JsonNode first = client.post("/actions?wait=20", opening).expect(200).json();

        Reply again = client.post("/actions", opening).expect(202);

        JsonNode outcome = Client.send(Client.asked(running.address().resolve(again.header("Location") + "&wait=20"))
                        .build())
                .expect(200)
                .json();
        assertThat(outcome.path("outcome").textValue()).isEqualTo("DUPLICATE");
        assertThat(outcome.path("first")).isEqualTo(first);
    }

    @Test
    void an_action_s_id_may_have_any_printable_character() {
        String id =
                IntStream.rangeClosed('!', '~').mapToObj(Character::toString).collect(Collectors.joining());
        String body = "{\"actionId\":" + Json.text(id)
                + ",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":{\"type\":\"AddAgent\",\"agent\":\"eve\"}}";

        Reply accepted = client.post("/actions", body).expect(202);

        assertThat(Client.send(Client.asked(running.address().resolve(accepted.header("Location") + "&wait=20"))
                                .build())
                        .expect(200)
                        .json()
                        .path("actionId")
                        .textValue())
                .isEqualTo(id);
        assertThat(accepted.header("Location"))
                .contains("/actions/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "?");
    }

    @Test
    void an_action_that_nobody_has_published_is_not_found() {
        assertThat(client.get("/actions/nothing?wait=1")
                        .expect(404)
                        .json()
                        .path("detail")
                        .textValue())
                .contains("no outcome of an action nothing after 1 s");
    }

    @Test
    void a_desk_named_in_the_body_as_in_the_path_is_no_error() {
        client.post(
                        "/actions?wait=20",
                        Client.action("ADMIN", "ada", null, "\"type\":\"AddAgent\",\"agent\":\"eve\"")
                                .replaceFirst("\\{", "{\"desk\":\"" + client.desk() + "\","))
                .expect(200);
    }

    @Test
    void what_somebody_may_do_is_what_is_accepted_and_why_not_is_why_it_is_refused() {
        client.online("eve", 5).presence("eve", "AWAY");
        client.open("t-1", "IN_APP");
        client.message("CUSTOMER", "c-t-1", "t-1");
        client.open("t-2", "SOCIAL");
        client.message("AGENT", "bob", "t-2");
        client.act("AGENT", "bob", "t-2", "\"type\":\"MoveToIdle\"").expect(200);
        client.open("t-3", "SOCIAL");
        client.act("ADMIN", "ada", "t-3", "\"type\":\"CloseTicket\"").expect(200);
        client.act("AGENT", "bob", "t-4", "\"type\":\"StartProactiveChat\",\"customer\":\"c-t-4\"")
                .expect(200);
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        for (String ticket : List.of("t-1", "t-2", "t-3", "t-4")) {
            for (String[] actor : new String[][] {
                {"CUSTOMER", "c-" + ticket}, {"AGENT", "bob"}, {"AGENT", "eve"}, {"AGENT", "nobody"}, {"ADMIN", "ada"}
            }) {
                JsonNode allowed = client.get("/tickets/" + ticket + "/allowed?role=" + actor[0] + "&id=" + actor[1])
                        .expect(200)
                        .json();
                for (JsonNode possible : allowed.path("actions")) {
                    for (JsonNode choice : choices(possible)) {
                        if (!choice.path("allowed").booleanValue() && !endsAtTheDoor(actor[0], possible)) {
                            JsonNode problem = client.act(actor[0], actor[1], ticket, body(possible, choice))
                                    .json();
                            refused++;
                            if (!problem.path("reason").equals(choice.path("reason"))
                                    || !problem.path("detail").equals(choice.path("detail"))) {
                                wrong.add(ticket + " " + String.join(" ", actor) + ": " + choice + ", but " + problem);
                            }
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(refused).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1E+99999999999", "1e-99999999999", "1e999999999"})
    void a_number_beyond_all_measure_makes_the_body_malformed(String number) {
        String body = Client.action(
                "ADMIN", "ada", null, "\"type\":\"SetCapacity\",\"agent\":\"bob\",\"capacity\":" + number);

        Reply reply = client.post("/actions?wait=20", body).expect(400);

        assertThat(reply.json().path("detail").textValue()).startsWith("The body is no action: ");
    }

    @Test
    void what_is_said_to_be_allowed_is_accepted() {
        client.open("t-1", "SOCIAL");
        for (JsonNode possible : client.get("/tickets/t-1/allowed?role=AGENT&id=bob")
                .expect(200)
                .json()
                .path("actions")) {
            if (possible.path("type").textValue().equals("CloseTicket")) {
                assertThat(possible.path("allowed").booleanValue()).isTrue();
            }
        }

        client.act("AGENT", "bob", "t-1", "\"type\":\"CloseTicket\"").expect(200);
    }

    /** What no customer may do is refused at the door where one asks for it. */
    private static boolean endsAtTheDoor(String role, JsonNode possible) {
        return role.equals("CUSTOMER") && !possible.path("type").textValue().equals("SendMessage");
    }

    private static Iterable<JsonNode> choices(JsonNode possible) {
        return possible.path("choices").isNull() ? List.of(possible) : possible.path("choices");
    }

    private static String body(JsonNode possible, JsonNode choice) {
        String type = possible.path("type").textValue();
        return "\"type\":\"" + type + "\""
                + switch (type) {
                    case "AssignTicket" -> ",\"agent\":" + choice.path("value");
                    case "ChangePriority" -> ",\"priority\":" + choice.path("value");
                    case "SendMessage" -> ",\"messageId\":\"m-1\"";
                    default -> "";
                };
    }

    private static List<Reply> atOnce(List<Callable<Reply>> requests) throws Exception {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : each.invokeAll(requests)) {
                replies.add(future.get());
            }
            return replies;
        }
    }
}
