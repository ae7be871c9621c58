package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.Route.Content;
import org.ticketdesk.projection.http.Route.Method;

@ExtendWith(OneDesk.class)
class QueriesTest {
    private static final Map<String, String> VALUES =
            Map.of("ticket", "t-1", "agent", "bob", "actionId", "closing", "role", "ADMIN", "id", "ada");

    private static RunningDesk running;
    private static Client client;

    /** A desk with something of everything: tickets in most statuses, a transfer, a refusal, a closing and a reopening. */
    @BeforeAll
    static void tell(RunningDesk desk) {
        running = desk;
        client = Client.ofANewDesk(desk);
        client.online("bob", 2).online("eve", 2);
        client.open("t-1", "SOCIAL");
        client.message("AGENT", "bob", "t-1");
        client.act("ADMIN", "ada", "t-1", "\"type\":\"AssignTicket\",\"agent\":\"eve\"")
                .expect(200);
        client.message("AGENT", "eve", "t-1");
        client.act("AGENT", "bob", "t-1", "\"type\":\"CloseTicket\"").expect(409);
        client.post(
                        "/actions?wait=20",
                        "{\"actionId\":\"closing\",\"ticket\":\"t-1\",\"actor\":{\"role\":\"AGENT\",\"id\":\"eve\"},"
                                + "\"action\":{\"type\":\"CloseTicket\"}}")
                .expect(200);
        client.act("ADMIN", "ada", "t-1", "\"type\":\"ReopenTicket\"").expect(200);
        for (int i = 2; i <= 6; i++) {
            client.open("t-" + i, "IN_APP");
        }
        client.act("AGENT", "bob", "p-1", "\"type\":\"StartProactiveChat\",\"customer\":\"c-9\"")
                .expect(200);
    }

    static List<Route> routes() {
        return running.server().routes().stream()
                .filter(route -> route.method() == Method.GET)
                .filter(route -> !(route.replies().getFirst().content() instanceof Content.Events))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void each_answer_is_as_the_description_says(Route route) {
        JsonNode description = Client.send(
                        Client.asked(running.address().resolve("/openapi.json")).build())
                .expect(200)
                .json();

        Reply reply = Client.send(
                        Client.asked(running.address().resolve(path(route))).build())
                .expect(200);

        assertThat(flaws(
                        description,
                        "/paths/" + escaped(route.path()) + "/get/responses/200/content/application~1json/schema",
                        reply.json()))
                .isEmpty();
        if (route.replies().getFirst().isAboutDesk()) {
            assertThat(reply.sequence()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void each_list_is_there_as_csv_with_the_same_items(Route route) {
        if (!(route.replies().getFirst().content() instanceof Content.Part)) {
            return;
        }
        Reply csv = Client.send(Client.asked(running.address().resolve(path(route)))
                        .header("Accept", "text/csv")
                        .build())
                .expect(200);
        Reply json = Client.send(Client.asked(running.address().resolve(path(route) + "?limit=" + Routes.MOST_IN_JSON))
                        .build())
                .expect(200);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(csv.header("Content-Disposition")).matches("attachment; filename=\"[a-z-]+\\.csv\"");
        assertThat(csv.text().lines().count())
                .isEqualTo(1 + json.json().path("items").size());
    }

    @Test
    void measures_are_there_as_csv_with_a_row_for_each_measure_of_each_group() {
        List<String> rows = client.get("/measures?by=channel&format=csv")
                .expect(200)
                .text()
                .lines()
                .toList();

        assertThat(rows.getFirst()).isEqualTo("key,measure,count,mean,p50,p90,p99,max");
        assertThat(rows).contains("IN_APP,opened,6,,,,,").hasSize(1 + 2 * 17);
        assertThat(rows).anyMatch(row -> row.startsWith("SOCIAL,inStatus.ACTIVE,"));
    }

    @Test
    void a_list_is_walked_through_part_by_part_and_csv_walks_by_itself() {
        List<String> walked = new ArrayList<>();
        String path = "/tickets?limit=2&sort=-opened";
        Reply reply = client.get(path).expect(200);
        while (true) {
            reply.json()
                    .path("items")
                    .forEach(item -> walked.add(item.path("ticket").textValue()));
            String link = reply.header("Link");
            assertThat(link == null).isEqualTo(reply.json().path("next").isNull());
            if (link == null) {
                break;
            }
            reply = Client.send(Client.asked(running.address().resolve(link.substring(1, link.indexOf('>'))))
                            .build())
                    .expect(200);
        }

        assertThat(walked).containsExactly("p-1", "t-6", "t-5", "t-4", "t-3", "t-2", "t-1");
        assertThat(client.get("/tickets?sort=-opened&format=csv")
                        .text()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, 3)))
                .isEqualTo(walked);
        assertThat(client.get("/tickets?limit=3&format=csv").header("Link")).contains("rel=\"next\"");
    }

    @Test
    void tickets_are_found_by_their_status_customer_and_channel() {
        assertThat(tickets("?status=PENDING,CLOSED&status=PROACTIVE")).containsExactlyInAnyOrder("t-5", "t-6", "p-1");
        assertThat(tickets("?customer=c-t-3")).containsExactly("t-3");
        assertThat(tickets("?channel=SOCIAL")).containsExactly("t-1");
        assertThat(tickets("?assignee=eve&status=ACTIVE")).contains("t-1");
        assertThat(tickets("?openedTo=2020-01-01T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void one_desk_alone_is_listed_or_none_when_nothing_is_known_of_it(boolean known, int desks) {
        String desk = known ? client.desk() : "nobody-has-heard-of-it";

        JsonNode items = Client.send(Client.asked(running.address().resolve("/api/desks?desk=" + desk))
                        .build())
                .expect(200)
                .json()
                .path("items");

        assertThat(items)
                .hasSize(desks)
                .allSatisfy(item -> assertThat(item.path("desk").textValue()).isEqualTo(desk));
    }

    @Test
    void D12_a_desk_its_tickets_and_its_agents_are_found_as_they_were_and_the_answer_says_after_which_entry() {
        Reply opened = client.get("/as-of?sequence=5").expect(200);
        Reply later = client.get("/as-of/difference?sequence=5&untilSequence=7").expect(200);

        assertThat(opened.sequence()).isEqualTo(5);
        assertThat(opened.json().at("/tickets/ACTIVE").asInt()).isOne();
        assertThat(opened.json().at("/agents/0/tickets/0").textValue()).isEqualTo("t-1");
        assertThat(client.get("/as-of/tickets/t-1?sequence=7")
                        .expect(200)
                        .json()
                        .path("assignee")
                        .textValue())
                .isEqualTo("eve");
        assertThat(client.get("/as-of/agents/bob?sequence=4")
                        .expect(200)
                        .json()
                        .path("load")
                        .asInt())
                .isZero();
        assertThat(later.sequence()).isEqualTo(7);
        assertThat(later.json().at("/tickets/0/what").toString()).isEqualTo("[\"ASSIGNEE\",\"MESSAGE\"]");
        assertThat(later.json().at("/tickets/0/was/assignee").textValue()).isEqualTo("bob");
    }

    @Test
    void what_is_asked_for_the_head_of_is_answered_without_a_body() {
        Reply reply = Client.send(Client.asked(client.uri("/tickets"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(reply.expect(200).sequence()).isPositive();
        assertThat(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/tickets",
                "/tickets/t-1",
                "/tickets/t-1/history",
                "/tickets/t-1/allowed?role=ADMIN&id=ada",
                "/agents",
                "/agents/bob",
                "/assignments",
                "/changes",
                "/refusals",
                "/set-aside",
                "/as-of",
                "/as-of/tickets/t-1",
                "/as-of/agents/bob",
                "/as-of/difference",
                "/measures",
                "/stream",
                "/actions/a-1"
            })
    void a_desk_that_nobody_has_heard_of_is_not_found(String path) {
        Reply reply = Client.ofANewDesk(running).get(path).expect(404);

        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("detail").textValue()).contains("desk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tickets/nothing",
                "/tickets/nothing/history",
                "/tickets/nothing/allowed?role=ADMIN&id=ada",
                "/agents/nobody",
                "/as-of/tickets/nothing",
                "/as-of/tickets/t-1?sequence=1",
                "/as-of/agents/nobody"
            })
    void what_the_desk_does_not_have_is_not_found_and_the_answer_says_as_of_when(String path) {
        assertThat(client.get(path).expect(404).sequence()).isPositive();
    }

    private static List<String> tickets(String query) {
        List<String> tickets = new ArrayList<>();
        client.get("/tickets" + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> tickets.add(item.path("ticket").textValue()));
        return tickets;
    }

    private static String path(Route route) {
        String path = route.path().replace("{desk}", client.desk());
        List<String> query = new ArrayList<>();
        for (Parameter<?> parameter : route.parameters()) {
            String value = VALUES.get(parameter.name());
            if (parameter.where() == Parameter.Where.PATH && value != null) {
                path = path.replace("{" + parameter.name() + "}", value);
            } else if (parameter.required() && value != null) {
                query.add(parameter.name() + "=" + value);
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** A JSON schema that is a part of the description, with the description's other schemas beside it. */
    static List<com.networknt.schema.Error> flaws(JsonNode description, String pointer, JsonNode json) {
        ObjectNode schema = description.at(pointer).deepCopy();
        schema.set("components", description.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json);
    }

    static String escaped(String path) {
        return path.replace("~", "~0").replace("/", "~1");
    }
}
