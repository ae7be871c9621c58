package org.ticketdesk.events.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.ticketdesk.events.codec.SchemaIds;

/**
 * A schema registry with the REST API of Confluent's: Apicurio's under {@code /apis/ccompat/v7}, Karapace, Redpanda's and others.
 * Which schemas may follow each other is the registry's own rule.
 *
 * <p>What was learned once is never asked again. A look-up that gets no answer is tried for ten seconds, as records wait for it; a
 * registration is not, as somebody who starts something waits for that.
 *
 * <p>Thread-safe.
 */
public final class SchemaRegistry {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MS = 50;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final String url;
    private final String authorization;
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();

    /**
     * A registry that has not been asked anything yet.
     *
     * @param url where its API is, such as {@code http://localhost:8081}
     * @param login {@code user:password}, or null when it asks for none
     * @throws IllegalArgumentException when it is no address of HTTP
     */
    public SchemaRegistry(String url, String login) {
        if (!url.matches("https?://[^/\\s]+(/\\S*)?") || URI.create(url).getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The registry's address must be http://HOST:PORT/PATH or https://…, without a login in it.");
        }
        this.url = url.replaceFirst("/+$", "");
        this.authorization = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The ids of the schemas of a topic's values, under the subject that most tools expect: {@code TOPIC-value}.
     *
     * @param topic its name
     * @return ids that are asked for when they are needed
     */
    public SchemaIds ofValues(String topic) {
        return new SchemaIds() {
            @Override
            public int idOf(String schema) {
                return register(topic + "-value", schema);
            }

            @Override
            public Optional<String> schemaOf(int id) {
                return schema(id);
            }
        };
    }

    private int register(String subject, String schema) {
        String body = JSON.createObjectNode()
                .put("schemaType", "AVRO")
                .put("schema", schema)
                .toString();
        HttpResponse<String> response = send(request("/subjects/" + subject + "/versions")
                .header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(body))
                .build());
        JsonNode id = json(response).path("id");
        if (response.statusCode() != 200 || !id.canConvertToInt()) {
            throw refused("does not take the schema of the subject " + subject, response);
        }
        return id.asInt();
    }

    private Optional<String> schema(int id) {
        String known = schemas.get(id);
        if (known == null) {
            known = ask(id).orElse(null);
            if (known != null) {
                schemas.put(id, known);
            }
        }
        return Optional.ofNullable(known);
    }

    private Optional<String> ask(int id) {
        HttpRequest request =
                request("/schemas/ids/" + Integer.toUnsignedString(id)).GET().build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = FIRST_PAUSE_MS; ; pause *= 2) {
            try {
                HttpResponse<String> response = send(request);
                if (response.statusCode() == 404) {
                    return Optional.empty();
                }
                JsonNode schema = json(response).path("schema");
                if (response.statusCode() != 200 || !schema.isTextual()) {
                    throw refused("does not give the schema with the id " + Integer.toUnsignedString(id), response);
                }
                return Optional.of(schema.asText());
            } catch (RegistryAwayException e) {
                if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > deadline) {
                    throw e;
                }
                sleep(pause);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", MEDIA_TYPE + ", application/json");
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryAwayException("The schema registry at " + url + " does not answer (" + e
                    + "): start it, or say where it is with --registry URL.");
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new RegistryAwayException(
                    "The schema registry at " + url + " has trouble of its own: " + said(response) + ".");
        }
        return response;
    }

    private RegistryRefusedException refused(String what, HttpResponse<String> response) {
        return new RegistryRefusedException(
                "The schema registry at " + url + " " + what + ": " + said(response)
                        + ". Expected the API of Confluent's registry there (Apicurio has it under /apis/ccompat/v7), and leave to use it.");
    }

    private static String said(HttpResponse<String> response) {
        String message = json(response).path("message").asText();
        return "status " + response.statusCode() + (message.isEmpty() ? "" : ", " + message);
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static void sleep(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
