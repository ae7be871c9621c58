package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.access.Role;

/** Somebody who talks to one desk over HTTP. */
final class Client {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern ACTOR =
            Pattern.compile("['\"]role['\"]:['\"](CUSTOMER|AGENT|ADMIN)['\"],['\"]id['\"]:['\"]([^'\"]+)['\"]");
    private static final AtomicInteger DESKS = new AtomicInteger();
    private static final AtomicInteger ACTIONS = new AtomicInteger();

    private final RunningDesk running;
    private final String desk;

    private Client(RunningDesk running, String desk) {
        this.running = running;
        this.desk = desk;
    }

    /** Talks to a desk that nobody has heard of yet. */
    static Client ofANewDesk(RunningDesk running) {
        return new Client(running, "desk-" + DESKS.incrementAndGet());
    }

    /**
     * What was answered.
     *
     * @param status of the answer
     * @param text its body
     * @param response for the rest
     */
    record Reply(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError(text, e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        long sequence() {
            return Long.parseLong(header("Desk-Sequence"));
        }

        Reply expect(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            return this;
        }
    }

    String desk() {
        return desk;
    }

    URI uri(String path) {
        return running.address().resolve("/api/desks/" + desk + path);
    }

    /** Asks for what is at a path of the desk. */
    Reply get(String path) {
        return get(Tokens.admin(), path);
    }

    /** As {@link #get(String)}, with this token. */
    Reply get(String token, String path) {
        return send(asked(token, uri(path)).build());
    }

    /** A request with this token. */
    static HttpRequest.Builder asked(String token, URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", Tokens.bearer(token));
    }

    /** A request of an admin. */
    static HttpRequest.Builder asked(URI uri) {
        return asked(Tokens.admin(), uri);
    }

    /** Posts a body, as JSON, with the token of the actor in it; of an admin where there is none. */
    Reply post(String path, String body) {
        return post(actors(body), path, body);
    }

    /** As {@link #post(String, String)}, with this token. */
    Reply post(String token, String path, String body) {
        return send(asked(token, uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String actors(String body) {
        Matcher actor = ACTOR.matcher(body);
        return actor.find() ? Tokens.of(Role.valueOf(actor.group(1)), actor.group(2)) : Tokens.admin();
    }

    static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(request.toString(), e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks for an action, and waits for its outcome. */
    Reply act(String role, String who, String ticket, String action) {
        return post("/actions?wait=20", action(role, who, ticket, action));
    }

    /** The body of an action with an id of its own; the ticket may be null; of the action, what stands in its braces. */
    static String action(String role, String who, String ticket, String action) {
        return "{\"actionId\":\"a-" + ACTIONS.incrementAndGet() + "\","
                + (ticket == null ? "" : "\"ticket\":\"" + ticket + "\",")
                + "\"actor\":{\"role\":\"" + role + "\",\"id\":\"" + who + "\"},\"action\":{" + action + "}}";
    }

    Reply admin(String action) {
        return act("ADMIN", "ada", null, action).expect(200);
    }

    Client online(String agent, int capacity) {
        admin("\"type\":\"AddAgent\",\"agent\":\"" + agent + "\",\"capacity\":" + capacity);
        return presence(agent, "ONLINE");
    }

    Client presence(String agent, String presence) {
        act("AGENT", agent, null, "\"type\":\"SetPresence\",\"presence\":\"" + presence + "\"")
                .expect(200);
        return this;
    }

    /** A customer opens a ticket of the channel. */
    Reply open(String ticket, String channel) {
        return act("CUSTOMER", "c-" + ticket, ticket, "\"type\":\"OpenTicket\",\"channel\":\"" + channel + "\"")
                .expect(200);
    }

    Reply message(String role, String who, String ticket) {
        return act(role, who, ticket, "\"type\":\"SendMessage\",\"messageId\":\"m\"")
                .expect(200);
    }
}
