package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.access.Role;

/** What a customer sees and touches: their own. What is another's looks as if it were not there. */
@ExtendWith(OneDesk.class)
class CustomersTest {
    private static final String OPENING = "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"";
    private static final String CORA = Tokens.of(Role.CUSTOMER, "cora");

    private final Client client;
    private String othersAction;

    CustomersTest(RunningDesk running) {
        this.client = Client.ofANewDesk(running);
    }

    @BeforeEach
    void twoCustomers() {
        client.online("bob", 5);
        client.act("CUSTOMER", "cora", "t-own", OPENING).expect(200);
        othersAction = client.act("CUSTOMER", "carl", "t-her", OPENING)
                .expect(200)
                .json()
                .path("actionId")
                .textValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tickets/TICKET",
                "/tickets/TICKET/history",
                "/tickets/TICKET/allowed?role=CUSTOMER&id=cora",
                "/tickets/TICKET/allowed?role=ADMIN&id=ada"
            })
    void another_s_ticket_is_as_one_that_nobody_has(String path) {
        Reply another = client.get(CORA, path.replace("TICKET", "t-her"));

        Reply nobodys = client.get(CORA, path.replace("TICKET", "t-404"));
        assertThat(another.expect(404).text()).isEqualTo(nobodys.text().replace("t-404", "t-her"));
        assertThat(headers(another)).isEqualTo(headers(nobodys));
    }

    @Test
    void a_message_in_another_s_ticket_is_as_one_in_a_ticket_that_nobody_has_and_is_not_published() {
        String action = "\"type\":\"SendMessage\",\"messageId\":\"m\"";
        long before = client.get("").sequence();

        Reply another = client.post(CORA, "/actions?wait=20", Client.action("CUSTOMER", "cora", "t-her", action));

        Reply nobodys = client.post(CORA, "/actions?wait=20", Client.action("CUSTOMER", "cora", "t-404", action));
        assertThat(another.expect(404).text()).isEqualTo(nobodys.text().replace("t-404", "t-her"));
        assertThat(headers(another)).isEqualTo(headers(nobodys));
        assertThat(client.get("").sequence()).isEqualTo(before);
    }

    @Test
    void a_list_has_their_own_tickets_whatever_is_asked_for() {
        assertThat(client.get(CORA, "/tickets").json().path("items").findValuesAsText("ticket"))
                .containsExactly("t-own");
        assertThat(client.get(CORA, "/tickets?customer=cora").json().path("items"))
                .hasSize(1);
        assertThat(client.get(CORA, "/tickets?customer=carl").expect(200).json().path("items"))
                .isEmpty();
        assertThat(client.get(CORA, "/tickets?format=csv").text())
                .contains("t-own")
                .doesNotContain("carl");
    }

    @Test
    void the_outcome_of_another_s_action_is_as_one_that_nobody_published() {
        Reply another = client.get(CORA, "/actions/" + othersAction);

        Reply nobodys = client.get(CORA, "/actions/a-404");
        assertThat(another.expect(404).text()).isEqualTo(nobodys.text().replace("a-404", othersAction));
        assertThat(headers(another)).isEqualTo(headers(nobodys));
    }

    @Test
    void who_uses_the_id_of_another_s_action_learns_nothing_of_it() {
        String body = Client.action("CUSTOMER", "cora", "t-own", "\"type\":\"SendMessage\",\"messageId\":\"m\"")
                .replaceFirst("\"actionId\":\"[^\"]+\"", "\"actionId\":\"" + othersAction + "\"");

        Reply repetition = client.post(CORA, "/actions?wait=20", body).expect(200);

        assertThat(repetition.json().path("outcome").textValue()).isEqualTo("DUPLICATE");
        assertThat(repetition.json().has("first")).isFalse();
        assertThat(repetition.text()).doesNotContain("carl", "t-her");
        client.get(CORA, "/actions/" + othersAction).expect(404);
    }

    @Test
    void who_opens_a_ticket_under_an_id_that_is_taken_learns_no_more_than_that_and_nothing_is_published() {
        long before = client.get("").sequence();

        Reply refused = client.act("CUSTOMER", "cora", "t-her", OPENING).expect(409);

        assertThat(refused.json().path("reason").textValue()).isEqualTo("TICKET_EXISTS");
        assertThat(refused.json().path("ticketStatus").isNull()).isTrue();
        assertThat(refused.text()).doesNotContain("carl", "ACTIVE", "bob");
        assertThat(client.get("").sequence()).isEqualTo(before);
    }

    @Test
    void who_follows_up_on_another_s_ticket_is_told_what_they_are_told_of_one_that_nobody_has() {
        long before = client.get("").sequence();

        Reply another = client.act("CUSTOMER", "cora", "t-next", OPENING + ",\"followsUp\":\"t-her\"");
        Reply nobodys = client.act("CUSTOMER", "cora", "t-next", OPENING + ",\"followsUp\":\"t-404\"");

        assertThat(another.expect(404).text()).isEqualTo(nobodys.text().replace("t-404", "t-her"));
        assertThat(client.get("").sequence()).isEqualTo(before);
        client.act("CUSTOMER", "cora", "t-next", OPENING + ",\"followsUp\":\"t-own\"")
                .expect(200);
    }

    @Test
    void who_opens_their_own_ticket_again_is_told_what_the_first_time_came_to() {
        String body = Client.action("CUSTOMER", "cora", "t-again", OPENING);
        client.post("/actions?wait=20", body).expect(200);

        Reply again = client.post("/actions?wait=20", body).expect(200);

        assertThat(again.json().path("outcome").textValue()).isEqualTo("DUPLICATE");
        assertThat(again.json().path("first").path("outcome").textValue()).isEqualTo("ACCEPTED");
    }

    @Test
    void pages_of_their_ticket_s_story_are_full_whatever_others_were_refused() {
        for (int i = 0; i < 5; i++) {
            client.act("AGENT", "bob", "t-own", "\"type\":\"CloseTicket\"").expect(409);
        }
        client.message("AGENT", "bob", "t-own");

        JsonNode page =
                client.get(CORA, "/tickets/t-own/history?limit=2").expect(200).json();

        assertThat(page.path("items").findValuesAsText("outcome")).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(page.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null|\"type\":\"ConfigureDesk\",\"defaultCapacity\":3",
                "null|\"type\":\"AddAgent\",\"agent\":\"bob\"",
                "null|\"type\":\"RemoveAgent\",\"agent\":\"bob\"",
                "null|\"type\":\"SetCapacity\",\"agent\":\"eve\",\"capacity\":3",
                "null|\"type\":\"SetPresence\",\"agent\":\"bob\",\"presence\":\"AWAY\"",
                "null|\"type\":\"SetPresence\",\"presence\":\"ONLINE\"",
                "t-own|\"type\":\"AssignTicket\",\"agent\":\"eve\"",
                "t-own|\"type\":\"CloseTicket\"",
                "t-own|\"type\":\"ReopenTicket\"",
                "t-own|\"type\":\"MoveToIdle\"",
                "t-own|\"type\":\"MoveToInProgress\"",
                "t-her|\"type\":\"ChangePriority\",\"priority\":\"HIGH\"",
                "t-404|\"type\":\"StartProactiveChat\",\"customer\":\"cora\""
            })
    void what_no_customer_may_do_is_refused_at_the_door_alike_whatever_it_is_about_and_is_not_published(String action) {
        String[] parts = action.split("\\|");
        String ticket = parts[0].equals("null") ? null : parts[0];
        long before = client.get("").sequence();

        Reply reply = client.act("CUSTOMER", "cora", ticket, parts[1]).expect(403);

        assertThat(reply.json().path("detail").textValue())
                .isEqualTo("A customer opens tickets and writes messages; the action is another than these.");
        assertThat(client.get("").sequence()).isEqualTo(before);
    }

    @Test
    void they_may_ask_what_they_may_do_themselves_and_are_told_of_no_agents() {
        JsonNode allowed = client.get(CORA, "/tickets/t-own/allowed?role=CUSTOMER&id=cora")
                .expect(200)
                .json();

        assertThat(allowed.path("actions").findValuesAsText("type"))
                .contains("SendMessage", "CloseTicket")
                .doesNotContain("AssignTicket");
        client.get(CORA, "/tickets/t-own/allowed?role=AGENT&id=bob").expect(403);
        client.get(CORA, "/tickets/t-own/allowed?role=CUSTOMER&id=carl").expect(403);
    }

    @Test
    void of_their_ticket_s_story_they_are_told_what_changed_it_and_not_what_others_were_refused() {
        client.act("AGENT", "bob", "t-own", "\"type\":\"CloseTicket\"").expect(409);
        client.act("CUSTOMER", "cora", "t-own", OPENING).expect(409);
        client.message("AGENT", "bob", "t-own");

        List<String> told = client.get(CORA, "/tickets/t-own/history")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("actor").path("id").textValue() + " "
                        + item.path("outcome").textValue())
                .toList();

        assertThat(told).containsExactly("cora ACCEPTED", "cora REFUSED", "bob ACCEPTED");
    }

    @Test
    void of_an_action_on_another_s_ticket_that_moved_theirs_they_are_told_the_move_alone() {
        client.admin("\"type\":\"SetCapacity\",\"agent\":\"bob\",\"capacity\":2");
        client.act("CUSTOMER", "cora", "t-wait", OPENING).expect(200);
        client.act("ADMIN", "ada", "t-her", "\"type\":\"CloseTicket\"").expect(200);

        Reply story = client.get(CORA, "/tickets/t-wait/history").expect(200);

        JsonNode moved = story.json().path("items").path(1);
        assertThat(moved.path("facts").path(0).path("row").textValue()).isEqualTo("R1");
        assertThat(moved.path("ticket").isNull()).isTrue();
        assertThat(moved.path("actionId").isNull()).isTrue();
        assertThat(moved.path("occurredAt").isNull()).isTrue();
        assertThat(moved.path("actor").path("role").textValue()).isEqualTo("ADMIN");
        assertThat(story.text()).doesNotContain("t-her", "carl", "ada");
    }

    @Test
    void of_the_people_at_a_desk_they_are_told_the_agents_who_talk_to_them_and_no_admin() {
        try (Events live = Events.of(CORA, client.uri("/stream"), null)) {
            client.message("AGENT", "bob", "t-own");
            client.message("ADMIN", "ada", "t-own");
            String closing = client.act("ADMIN", "ada", "t-own", "\"type\":\"CloseTicket\"")
                    .json()
                    .path("actionId")
                    .textValue();
            live.until(soFar -> soFar.of("status").size() == 1);

            Reply story = client.get(CORA, "/tickets/t-own/history").expect(200);
            Events.Event change = live.of("status").getFirst();

            assertThat(story.text())
                    .contains("{\"role\":\"AGENT\",\"id\":\"bob\"}", "{\"role\":\"ADMIN\",\"id\":null}");
            assertThat(story.text() + client.get(CORA, "/tickets/t-own").text()).doesNotContain("ada");
            assertThat(change.json().path("actorRole").textValue()).isEqualTo("ADMIN");
            assertThat(change.data()).doesNotContain("ada", closing);
            try (Events again = Events.of(CORA, client.uri("/stream?after=0"), null)) {
                again.until(soFar -> soFar.of("status").size() == 3);
                assertThat(again.of("status").getFirst().json().path("actorId").textValue())
                        .isEqualTo("cora");
                assertThat(again.of("status").getLast().data()).isEqualTo(change.data());
            }
        }
    }

    @Test
    void a_stream_tells_them_of_their_own_tickets_and_no_counts() {
        try (Events events = Events.of(CORA, client.uri("/stream?after=0"), null);
                Events everything = Events.of(client.uri("/stream?after=0"), null)) {
            client.act("CUSTOMER", "carl", "t-more", OPENING).expect(200);
            client.act("CUSTOMER", "cora", "t-mine", OPENING).expect(200);

            everything.until(soFar -> soFar.of("status").size() == 8);
            events.until(soFar -> soFar.of("status").size() == 4);

            assertThat(events.of("status").stream()
                            .map(event -> event.json().path("ticket").textValue()))
                    .containsExactly("t-own", "t-own", "t-mine", "t-mine");
            assertThat(events.of("counts")).isEmpty();
        }
    }

    @Test
    void who_leaves_the_actor_out_is_the_one_of_the_token() {
        String body = Client.action("", "", "t-own", "\"type\":\"SendMessage\",\"messageId\":\"m\"")
                .replaceFirst("\"actor\":\\{[^}]*},", "");

        JsonNode outcome =
                client.post(CORA, "/actions?wait=20", body).expect(200).json();

        ObjectNode cora = Json.MAPPER.createObjectNode().put("role", "CUSTOMER").put("id", "cora");
        assertThat(outcome.path("actor")).isEqualTo(cora);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOMER carl", "AGENT bob", "ADMIN ada", "ADMIN cora"})
    void who_names_another_as_the_actor_is_refused_and_nothing_is_published(String actor) {
        String[] other = actor.split(" ");
        long before = client.get("").sequence();

        Reply reply = client.post(
                CORA,
                "/actions?wait=20",
                Client.action(other[0], other[1], "t-own", "\"type\":\"SendMessage\",\"messageId\":\"m\""));

        assertThat(reply.expect(403).json().path("detail").textValue())
                .contains("names " + actor + " as its actor", "that of CUSTOMER cora");
        assertThat(client.get("").sequence()).isEqualTo(before);
    }

    private static List<String> headers(Reply reply) {
        return reply.response().headers().map().keySet().stream().sorted().toList();
    }
}
