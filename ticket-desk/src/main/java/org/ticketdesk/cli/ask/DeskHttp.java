package org.ticketdesk.cli.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.cli.errors.CommandFailed;

/** A desk's HTTP interface as a client sees it. Thread-safe. */
public final class DeskHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI server;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper mapper = new JsonMapper();

    /**
     * A client of one server.
     *
     * @param server such as {@code http://127.0.0.1:8080}
     * @param token says who asks; null when there is none
     */
    public DeskHttp(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * Asks for what is at a path.
     *
     * @param path segments below {@code /api/desks}, as they are
     * @param parameters of the query; those without a value are left out
     * @return the answer
     * @throws NotUnderstood when the server does not take a parameter
     * @throws CommandFailed when there is no answer, or another than was asked for
     */
    public JsonNode json(Path path, Map<String, String> parameters) {
        try {
            return mapper.readTree(text(path, parameters));
        } catch (JsonProcessingException e) {
            throw new CommandFailed(server + " answers, but not as a desk does: say where the desk is with --url.");
        }
    }

    /** As {@link #json}, of a whole list, page by page: each item is told as its page comes. */
    public void each(Path path, Map<String, String> parameters, Consumer<JsonNode> told) {
        Map<String, String> asked = new HashMap<>(parameters);
        JsonNode next;
        do {
            JsonNode page = json(path, asked);
            page.get("items").forEach(told);
            next = page.get("next");
            asked.put("cursor", next.asText());
        } while (!next.isNull());
    }

    private String text(Path path, Map<String, String> parameters) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path, parameters))
                .header("Accept", "application/json")
                .timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        String problem = problem(answer);
        if (answer.statusCode() == 400) {
            throw new NotUnderstood(problem);
        }
        throw new CommandFailed(
                answer.statusCode() != 401
                        ? problem
                        : token == null
                                ? server
                                        + " wants to know who asks: give a token as DESK_TOKEN or with --token-file FILE."
                                : server + " does not believe the token: " + problem);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailed(
                    "No desk answers at " + server + ": start one with `desk up`, or say where it is with --url URL.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while waiting for " + server + ".");
        }
    }

    private URI address(Path path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String root = server.toString().replaceAll("/+$", "");
        return URI.create(root + "/api/desks" + path.encoded() + (query.isEmpty() ? "" : "?" + query));
    }

    private String problem(HttpResponse<String> answer) {
        try {
            JsonNode problem = mapper.readTree(answer.body());
            if (problem.hasNonNull("detail")) {
                return problem.get("detail").asText();
            }
            if (problem.hasNonNull("title")) {
                return problem.get("title").asText();
            }
        } catch (JsonProcessingException e) {
            // Not a desk's words: the status is what can be told.
        }
        return server + " answers with status " + answer.statusCode() + ", expected 200.";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Where something is, below {@code /api/desks}.
     *
     * @param segments as they are
     */
    public record Path(String... segments) {
        private String encoded() {
            StringBuilder path = new StringBuilder();
            for (String segment : segments) {
                path.append('/').append(DeskHttp.encoded(segment));
            }
            return path.toString();
        }
    }

    /** The server does not take what was typed. */
    public static final class NotUnderstood extends RuntimeException {
        NotUnderstood(String message) {
            super(message);
        }
    }
}
