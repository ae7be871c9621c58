package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;

@ExtendWith(OneDesk.class)
class WrongInputTest {
    private static final String GOOD =
            "{'actionId':'a','actor':{'role':'ADMIN','id':'ada'},'action':{'type':'AddAgent','agent':'bob'}}";

    private static final String AUTHORIZED = "Authorization: " + Tokens.bearer(Tokens.admin()) + "\r\n";

    private static RunningDesk running;
    private static Client client;

    @BeforeAll
    static void aDesk(RunningDesk desk) {
        running = desk;
        client = Client.ofANewDesk(desk);
        client.online("bob", 1);
        client.open("t-1", "IN_APP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/tickets?statsu=PENDING | statsu | There is no parameter \"statsu\" here; expected some of status, assignee, customer",
                "?limit=3 | limit | expected some of at-least",
                "/tickets?status=pending | status | The parameter status is \"pending\"; expected some of PENDING, ACTIVE, PROACTIVE",
                "/tickets?status=PENDING, | status | expected some of PENDING",
                "/tickets?status=UNKNOWN | status | expected some of PENDING",
                "/tickets?channel=FAX | channel | The parameter channel is \"FAX\"; expected one of IN_APP, SOCIAL.",
                "/tickets?channel=SOCIAL&channel=IN_APP | channel | is \"SOCIAL\" and \"IN_APP\"; expected one of",
                "/tickets?priority= | priority | is \"\"; expected one of LOW, MEDIUM, HIGH, URGENT.",
                "/tickets?assignee=b%20b | assignee | expected 1 to 128 characters out of ASCII letters",
                "/tickets?openedFrom=yesterday | openedFrom | is \"yesterday\"; expected a time such as 2026-11-22T10:15:30.250Z",
                "/tickets?limit=0 | limit | is \"0\"; expected a whole number from 1 to 10000.",
                "/tickets?limit=501 | limit | is 501; expected at most 500, or format=csv",
                "/tickets?limit=10001&format=csv | limit | expected a whole number from 1 to 10000.",
                "/tickets?limit=ten | limit | is \"ten\"",
                "/tickets?limit=%2B5 | limit | is \"+5\"",
                "/tickets?limit=99999999999999999999 | limit | expected a whole number from 1 to 10000.",
                "/tickets?assignee=%ff | assignee | expected 1 to 128 characters",
                "/tickets?sort=age | sort | expected one of opened, -opened, since",
                "/tickets?cursor=nonsense | cursor | cursor",
                "/tickets?format=xml | format | expected one of json, csv.",
                "/tickets?at-least=-1 | at-least | is \"-1\"; expected a whole number from 0",
                "/tickets/t-1/allowed?id=bob | role | The parameter role is missing; expected one of CUSTOMER, AGENT, ADMIN.",
                "/tickets/t-1/allowed?role=SYSTEM&id=clock | role | expected one of CUSTOMER, AGENT, ADMIN.",
                "/tickets/t-1/allowed?role=ADMIN | id | The parameter id is missing",
                "/tickets/t%201 | ticket | is \"t 1\"; expected 1 to 128 characters",
                "/actions/a%20b | actionId | expected 1 to 128 printable ASCII characters without spaces",
                "/actions/a?offset=3 | partition | expected both or none",
                "/actions/a?wait=31 | wait | is \"31\"; expected a whole number from 0 to 30.",
                "/measures?by=week | by | expected one of desk, agent, channel, hour.",
                "/measures?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | from | from",
                "/as-of?sequence=0 | sequence | is \"0\"; expected a whole number from 1",
                "/as-of?sequence=1000000 | sequence | found 1000000, expected a number from 1 to ",
                "/as-of?time=2001-01-01T00:00:00Z | time | found 2001-01-01T00:00:00Z, expected a time from 2",
                "/as-of?time=noon | time | is \"noon\"; expected a time such as",
                "/as-of?time=2026-01-01T00:00:00Z&sequence=1 | sequence | found it beside time, expected one of them",
                "/as-of/difference?sequence=2&untilSequence=1 | untilSequence | is that of entry 1, expected one that is not before entry 2",
                "/stream?after=x | after | is \"x\"; expected a place in the desk's story, such as 4711.2.",
                "/agents?left=yes | left | expected true or false.",
            })
    void a_parameter_that_is_wrong_is_named_with_what_was_found_and_what_was_expected(
            String path, String at, String detail) {
        Reply reply = client.get(path).expect(400);

        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("at").textValue()).isEqualTo(at);
        assertThat(reply.json().path("detail").textValue()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | `` | found nothing, expected an object",
                "[] | `` | found an array, expected an object",
                "{'actionId':'a' | actionId | line 1",
                "{'actionId':'a','actionId':'b'} | actionId | Duplicate",
                "{'desk':'another'} | desk | found \"another\", expected \"DESK\" as in the path; leave it out.",
                "{'desk':null} | desk | found null, expected \"DESK\"",
                "{'actor':{'role':'ADMIN','id':'ada'},'action':{'type':'AddAgent','agent':'bob'}} | actionId | missing",
                "{'actionId':'a','actor':{'role':'KING','id':'ada'},'action':{'type':'AddAgent','agent':'bob'}} | actor.role | found \"KING\", expected one of CUSTOMER",
                "{'actionId':'a','actor':{'role':'ADMIN','id':'ada'},'action':{'type':'Dance'}} | action.type | found \"Dance\", expected one of OpenTicket",
                "{'actionId':'a','actor':{'role':'ADMIN','id':'ada'},'action':{'type':'AddAgent','agent':'bob','capacity':101}} | action.capacity | found 101, expected a whole number from 1 to 100",
                "{'actionId':'a','actor':{'role':'ADMIN','id':'ada'},'action':{'type':'CloseTicket'}} | ticket | missing",
                "{'actionId':'a','extra':1,'actor':{'role':'ADMIN','id':'ada'},'action':{'type':'CloseTicket'}} | extra | unknown field",
            })
    void a_body_that_is_no_action_is_refused_with_the_path_of_what_is_wrong(String body, String at, String detail) {
        JsonNode problem = client.post("/actions?wait=20", body.replace('\'', '"'))
                .expect(400)
                .json();

        assertThat(problem.path("at").textValue()).isEqualTo(at);
        assertThat(problem.path("detail").textValue())
                .startsWith("The body is no action")
                .contains(detail.replace("DESK", client.desk()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'actionId':'a','ticket':'t-1','actor':{'role':'SYSTEM','id':'clock'},'action':{'type':'FireTimer','timer':'IDLE','deadline':1}}",
                "{'actionId':'a','ticket':'t-1','actor':{'role':'ADMIN','id':'ada'},'action':{'type':'FireTimer','timer':'IDLE','deadline':1}}",
                "{'actionId':'a','ticket':'t-1','actor':{'role':'SYSTEM','id':'clock'},'action':{'type':'CloseTicket'}}"
            })
    void only_the_desk_s_own_clock_speaks_as_system(String body) {
        assertThat(client.post("/actions?wait=20", body.replace('\'', '"'))
                        .expect(403)
                        .json()
                        .path("detail")
                        .textValue())
                .startsWith("Only the desk's own clock");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        String large = GOOD.replace('\'', '"') + " ".repeat(65_536);

        assertThat(client.post("/actions", large)
                        .expect(413)
                        .json()
                        .path("detail")
                        .asText())
                .matches("The body has \\d+ bytes; expected at most 65536\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
    void what_a_form_could_send_is_no_body(String type) {
        HttpRequest.Builder request =
                Client.asked(client.uri("/actions")).POST(BodyPublishers.ofString(GOOD.replace('\'', '"')));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }

        assertThat(Client.send(request.build())
                        .expect(415)
                        .json()
                        .path("detail")
                        .textValue())
                .contains("expected application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-7", "no-charset", "\"\""})
    void json_with_a_charset_is_json_in_utf_8(String charset) {
        Client.send(Client.asked(client.uri("/actions"))
                        .header("Content-Type", "application/json; charset=" + charset)
                        .POST(BodyPublishers.ofString(GOOD.replace('\'', '"')))
                        .build())
                .expect(202);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Origin, OWN, 202",
        "Sec-Fetch-Site, same-origin, 202"
    })
    void another_site_s_page_may_not_ask_for_anything(String name, String value, int status) {
        String own = running.address().toString().replaceFirst("/$", "");

        Client.send(Client.asked(client.uri("/actions"))
                        .header("Content-Type", "application/json")
                        .header(name, value.replace("OWN", own))
                        .POST(BodyPublishers.ofString(GOOD.replace('\'', '"')))
                        .build())
                .expect(status);
    }

    @ParameterizedTest
    @CsvSource({"evil.example, 421", "evil.example:80, 421", "localhost, 200", "127.0.0.1:1, 200", "[::1]:7000, 200"})
    void on_a_loopback_address_only_this_machine_s_names_are_answered(String host, int status) throws Exception {
        assertThat(raw("GET /api/desks HTTP/1.1\r\n" + AUTHORIZED + "Host: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({"evil.example, 421", "evil.example:80, 421", "10.1.2.3:80, 200", "localhost, 200", "[fe80::1]:7000, 200"
    })
    void on_another_address_no_name_is_answered_that_may_be_somebody_else_s(String host, int status) throws Exception {
        try (DeskServer server = running.serve(ServerConfig.on("0.0.0.0", 0, Tokens.SHARED))) {
            assertThat(raw(
                            server.address().getPort(),
                            "GET /api/desks HTTP/1.1\r\n" + AUTHORIZED + "Host: " + host
                                    + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"desk.example, 200", "Desk.Example:443, 200", "evil.example, 421", "localhost, 200"})
    void behind_a_proxy_the_name_that_it_asks_by_is_answered(String host, int status) throws Exception {
        ServerConfig config = ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS).withPublicName("desk.example");
        try (DeskServer server = running.serve(config)) {
            assertThat(raw(
                            server.address().getPort(),
                            "GET /api/desks HTTP/1.1\r\n" + AUTHORIZED + "Host: " + host
                                    + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void a_header_that_names_another_method_deceives_nobody() {
        Reply reply = Client.send(Client.asked(client.uri("/actions"))
                        .header("X-HTTP-Method-Override", "POST")
                        .build())
                .expect(400);

        assertThat(reply.json().path("detail").textValue()).contains("X-HTTP-Method-Override");
    }

    @Test
    void a_server_that_makes_its_own_tokens_listens_on_this_machine_alone() {
        assertThatThrownBy(() -> ServerConfig.on("0.0.0.0", 0, Tokens.ACCESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Setting host is 0.0.0.0; expected 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /tickets/t-1, 405, 'GET, HEAD'",
        "GET, /actions, 405, POST",
        "POST, /tickets, 405, 'GET, HEAD'",
        "PUT, /actions/a, 405, 'GET, HEAD'"
    })
    void another_method_is_refused_and_those_that_there_are_are_named(
            String method, String path, int status, String allowed) {
        Reply reply = Client.send(Client.asked(client.uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.noBody())
                        .build())
                .expect(status);

        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/tickets, text/html", "/tickets/t-1, text/csv", "/stream, application/json", "'', image/png"})
    void a_form_that_there_is_not_is_refused(String path, String accept) {
        Reply reply = Client.send(
                        Client.asked(client.uri(path)).header("Accept", accept).build())
                .expect(406);

        assertThat(reply.json().path("detail").textValue()).contains(accept, "expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/tickets/t-1/nothing", "/tickets/"})
    void a_path_that_leads_nowhere_is_a_problem_too(String path) {
        assertThat(client.get(path).expect(404).header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/desks?limit=%zz", "/api/desks?%zz=1", "/api/desks/%zz", "/api/desks/%"})
    void an_address_that_is_not_encoded_as_it_must_be_is_not_taken_for_another(String address) throws Exception {
        assertThat(raw("GET " + address + " HTTP/1.1\r\n" + AUTHORIZED
                        + "Host: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/problem+json");
    }

    @Test
    void headers_that_are_too_large_are_a_problem_too() throws Exception {
        assertThat(raw("GET /api/desks HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(20_000)
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("Content-Type: application/problem+json");
    }

    private static String raw(String request) throws Exception {
        return raw(running.address().getPort(), request);
    }

    private static String raw(int port, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
