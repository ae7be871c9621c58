package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;

/** Each route, asked by each role, with each kind of token: what is answered is written down here by hand. */
@ExtendWith(OneDesk.class)
class EveryRouteTest {
    /** In the order of the roles: CUSTOMER (whose ticket it is), AGENT, ADMIN, DASHBOARD. */
    private static final Map<String, List<Integer>> EXPECTED = """
            POST /api/desks/{desk}/actions                         202 202 202 403
            GET  /api/desks/{desk}/actions/{actionId}              200 200 200 200
            GET  /api/me                                           200 200 200 200
            GET  /api/desks                                        403 200 200 200
            GET  /api/desks/{desk}                                 403 200 200 200
            GET  /api/desks/{desk}/tickets                         200 200 200 200
            GET  /api/desks/{desk}/tickets/{ticket}                200 200 200 200
            GET  /api/desks/{desk}/tickets/{ticket}/history        200 200 200 200
            GET  /api/desks/{desk}/tickets/{ticket}/allowed        200 200 200 200
            GET  /api/desks/{desk}/agents                          403 200 200 200
            GET  /api/desks/{desk}/agents/{agent}                  403 200 200 200
            GET  /api/desks/{desk}/assignments                     403 200 200 200
            GET  /api/desks/{desk}/changes                         403 200 200 200
            GET  /api/desks/{desk}/refusals                        403 200 200 200
            GET  /api/desks/{desk}/as-of                           403 200 200 200
            GET  /api/desks/{desk}/as-of/tickets/{ticket}          403 200 200 200
            GET  /api/desks/{desk}/as-of/agents/{agent}            403 200 200 200
            GET  /api/desks/{desk}/as-of/difference                403 200 200 200
            GET  /api/desks/{desk}/set-aside                       403 200 200 200
            GET  /api/desks/{desk}/measures                        403 200 200 200
            GET  /api/desks/{desk}/stream                          200 200 200 200
            GET  /openapi.json                                     200 200 200 200
            """.lines().collect(Collectors.toMap(
            line -> String.join(" ", Arrays.copyOf(line.split(" +"), 2)),
            line -> Arrays.stream(line.split(" +"))
                    .skip(2)
                    .map(Integer::valueOf)
                    .toList(),
            (one, other) -> one,
            LinkedHashMap::new));

    private static final String OPEN_TO_ANYBODY = "GET /openapi.json";
    private static final List<String> PEOPLE = List.of("cora", "bob", "ada", "wall");
    private static final String ISSUER = "https://id.example";
    private static final byte[] KEY = "a secret of this test, of more than 32 bytes".getBytes(StandardCharsets.UTF_8);

    private static DeskServer server;
    private static String desk;
    private static String actionId;

    @BeforeAll
    static void aServerOfAnOrganisation(RunningDesk running) {
        Client client = Client.ofANewDesk(running);
        desk = client.desk();
        client.online("bob", 5);
        actionId = client.act("CUSTOMER", "cora", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"")
                .expect(200)
                .json()
                .path("actionId")
                .textValue();
        server = running.serve(ServerConfig.on(
                "127.0.0.1",
                0,
                new Access.Shared(
                        SharedSecret.of(new String(KEY, StandardCharsets.UTF_8)),
                        TokenForm.USUAL.from(ISSUER, null).withSkewSeconds(0))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void each_route_has_a_line_here_and_each_line_a_route() {
        assertThat(server.routes().stream().map(EveryRouteTest::name))
                .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    @Test
    void each_role_gets_what_is_its_own_at_its_desks() throws Exception {
        Map<String, List<Integer>> answered = new LinkedHashMap<>();
        for (Route route : server.routes()) {
            List<Integer> each = new ArrayList<>();
            for (Role role : Role.values()) {
                each.add(status(route, "Bearer " + token(role, desk, JWSAlgorithm.HS256, new MACSigner(KEY), 60)));
            }
            answered.put(name(route), each);
        }

        assertThat(answered).containsExactlyInAnyOrderEntriesOf(EXPECTED);
    }

    @Test
    void of_what_can_be_got_the_head_is_for_the_same_people_and_a_stream_has_none() throws Exception {
        Map<String, List<Integer>> answered = new LinkedHashMap<>();
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        for (Route route : server.routes()) {
            if (route.method() != Route.Method.GET) {
                continue;
            }
            List<Integer> each = new ArrayList<>();
            each.add(status(route, null, "HEAD"));
            for (Role role : Role.values()) {
                String token = token(role, desk, JWSAlgorithm.HS256, new MACSigner(KEY), 60);
                each.add(status(route, "Bearer " + token, "HEAD"));
            }
            answered.put(name(route), each);
            List<Integer> those = new ArrayList<>(List.of(name(route).equals(OPEN_TO_ANYBODY) ? 200 : 401));
            EXPECTED.get(name(route))
                    .forEach(status -> those.add(status == 200 && route.path().endsWith("/stream") ? 405 : status));
            expected.put(name(route), those);
        }

        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void another_s_desk_looks_as_if_it_were_not_there() throws Exception {
        Map<String, List<Integer>> answered = new HashMap<>();
        Map<String, List<Integer>> expected = new HashMap<>();
        for (Route route : server.routes()) {
            if (!route.path().contains("{desk}")) {
                continue;
            }
            List<Integer> each = new ArrayList<>();
            for (Role role : Role.values()) {
                String other = "Bearer " + token(role, "another", JWSAlgorithm.HS256, new MACSigner(KEY), 60);
                each.add(status(route, other));
            }
            answered.put(name(route), each);
            expected.put(
                    name(route),
                    EXPECTED.get(name(route)).stream()
                            .map(status -> status == 403 ? 403 : 404)
                            .toList());
        }

        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void without_a_token_that_holds_nobody_gets_anything() throws Exception {
        JWSSigner signer = new MACSigner(KEY);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("none", null);
        wrong.put("nothing after the word", "Bearer ");
        wrong.put("of another kind", "Basic YWRhOmFkYQ==");
        wrong.put("malformed", "Bearer nonsense");
        wrong.put("the secret itself", "Bearer " + new String(KEY, StandardCharsets.UTF_8).replace(' ', '-'));
        for (Role role : Role.values()) {
            wrong.put("expired " + role, "Bearer " + token(role, desk, JWSAlgorithm.HS256, signer, -5));
            wrong.put(
                    "not yet valid " + role,
                    "Bearer "
                            + signed(
                                    JWSAlgorithm.HS256,
                                    signer,
                                    claims(role, desk, 120)
                                            .notBeforeTime(in(60))
                                            .build()));
            wrong.put(
                    "wrong signature " + role,
                    "Bearer "
                            + token(
                                    role,
                                    desk,
                                    JWSAlgorithm.HS256,
                                    new MACSigner("another secret of more than 32 bytes, too"
                                            .getBytes(StandardCharsets.UTF_8)),
                                    60));
            wrong.put(
                    "no signature " + role,
                    "Bearer " + new PlainJWT(claims(role, desk, 60).build()).serialize());
            wrong.put(
                    "another algorithm " + role,
                    "Bearer "
                            + token(
                                    role,
                                    desk,
                                    JWSAlgorithm.RS256,
                                    new RSASSASigner(new RSAKeyGenerator(2048).generate()),
                                    60));
            wrong.put(
                    "wrong issuer " + role,
                    "Bearer "
                            + signed(
                                    JWSAlgorithm.HS256,
                                    signer,
                                    claims(role, desk, 60)
                                            .issuer("https://evil.example")
                                            .build()));
        }
        List<String> letIn = new ArrayList<>();
        for (Route route : server.routes()) {
            for (Map.Entry<String, String> token : wrong.entrySet()) {
                int expected = name(route).equals(OPEN_TO_ANYBODY) ? 200 : 401;
                int status = status(route, token.getValue());
                if (status != expected) {
                    letIn.add(name(route) + ", " + token.getKey() + ": " + status);
                }
            }
        }

        assertThat(letIn).isEmpty();
    }

    @Test
    void who_is_not_let_in_is_told_how_to_come_in() {
        URI address = server.address().resolve("/api/desks");

        Client.Reply nobody =
                Client.send(HttpRequest.newBuilder(address).build()).expect(401);
        Client.Reply wrong = Client.send(HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer a.b")
                        .build())
                .expect(401);

        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"ticket-desk\"");
        assertThat(nobody.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(wrong.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\", error_description=\"The token is no JWT.\"");
    }

    @Test
    void while_the_keys_cannot_be_fetched_nobody_is_let_in_and_nobody_blamed(RunningDesk running) throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Access away = new Access.Keys(URI.create("http://127.0.0.1:" + nobody + "/keys.json"), TokenForm.USUAL);
        try (DeskServer other = running.serve(ServerConfig.on("127.0.0.1", 0, away))) {
            String token = token(
                    Role.ADMIN, desk, JWSAlgorithm.RS256, new RSASSASigner(new RSAKeyGenerator(2048).generate()), 60);

            Client.Reply reply = Client.send(Client.asked(token, other.address().resolve("/api/desks"))
                            .build())
                    .expect(503);

            assertThat(reply.header("Retry-After")).isEqualTo("5");
            assertThat(reply.json().path("detail").textValue()).contains("the identity provider does not answer");
        }
    }

    @Test
    void a_token_in_an_address_is_none() throws Exception {
        String token = token(Role.ADMIN, desk, JWSAlgorithm.HS256, new MACSigner(KEY), 60);

        Client.send(HttpRequest.newBuilder(server.address().resolve("/api/desks?access_token=" + token))
                        .build())
                .expect(401);
    }

    @Test
    void only_a_server_with_a_key_of_its_own_makes_tokens_and_only_for_whoever_runs_it(RunningDesk running) {
        String path = "/api/tokens?role=CUSTOMER&id=cora";

        assertThat(issued(server.address().resolve(path), Tokens.operator()).status())
                .isEqualTo(404);
        for (Role role : Role.values()) {
            assertThat(issued(running.address().resolve(path), Tokens.of(role, "operator"))
                            .status())
                    .isEqualTo(403);
        }
        String cora = issued(running.address().resolve(path), Tokens.operator())
                .expect(200)
                .json()
                .path("token")
                .textValue();
        assertThat(Client.send(Client.asked(cora, running.address().resolve("/api/me"))
                                .build())
                        .expect(200)
                        .json()
                        .path("role")
                        .textValue())
                .isEqualTo("CUSTOMER");
    }

    private static Client.Reply issued(URI address, String token) {
        return Client.send(
                Client.asked(token, address).POST(BodyPublishers.noBody()).build());
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private static int status(Route route, String authorization) throws IOException, InterruptedException {
        return status(route, authorization, route.method().name());
    }

    private static int status(Route route, String authorization, String method)
            throws IOException, InterruptedException {
        String path = route.path()
                .replace("{desk}", desk)
                .replace("{ticket}", "t-1")
                .replace("{agent}", "bob")
                .replace("{actionId}", actionId);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                server.address().resolve(path + (path.endsWith("/allowed") ? "?role=CUSTOMER&id=cora" : "")));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        request.method(method, BodyPublishers.noBody());
        if (route.method() == Route.Method.POST) {
            String body = Client.action("", "", "t-1", "\"type\":\"SendMessage\",\"messageId\":\"m-1\"");
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.replaceFirst("\"actor\":\\{[^}]*},", "")));
        }
        HttpResponse<InputStream> answer = Client.HTTP.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static String token(Role role, String at, JWSAlgorithm algorithm, JWSSigner signer, int seconds)
            throws JOSEException {
        return signed(algorithm, signer, claims(role, at, seconds).build());
    }

    private static JWTClaimsSet.Builder claims(Role role, String at, int seconds) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(PEOPLE.get(role.ordinal()))
                .claim("role", role.name())
                .claim("desks", List.of(at))
                .expirationTime(in(seconds));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(signer);
        return token.serialize();
    }
}
