package org.ticketdesk.projection.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.projection.http.Route.Content;
import org.ticketdesk.projection.http.Route.Reply;

/** The description of the routes in OpenAPI 3.1. Nothing is in it that does not come from the table or from a type. */
final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String INTRODUCTION = """
            Desks, tickets and agents as they are, what happened, what was measured, and actions. Everything is JSON; lists are \
            also there as CSV. Times are ISO-8601 in UTC, durations whole milliseconds. An answer about a desk carries the desk's \
            sequence in `Desk-Sequence`; give it as `at-least` to read what you wrote. What is wrong is said as \
            `application/problem+json`. Whoever asks sends `Authorization: Bearer` with a token that says their role, their id and their \
            desks; what is not theirs looks as if it were not there.""";

    private static final String BEARER = "bearer";
    /** What any request may be answered with that must say who asks. */
    private static final List<Problem.Status> OF_WHOEVER_ASKS = List.of(
            Problem.Status.UNAUTHORIZED,
            Problem.Status.FORBIDDEN,
            Problem.Status.NOT_FOUND,
            Problem.Status.TOO_MANY_REQUESTS);

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static ObjectNode describe(List<Route> routes) {
        return new OpenApi().document(routes);
    }

    private ObjectNode document(List<Route> routes) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Ticket Desk")
                .put("version", "1")
                .put("description", INTRODUCTION)
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            ObjectNode path =
                    paths.has(route.path()) ? (ObjectNode) paths.get(route.path()) : paths.putObject(route.path());
            path.set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode named = components.putObject("schemas");
        schemas.of(Problem.class);
        schemas.named().forEach(named::set);
        components
                .putObject("securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        return document;
    }

    private ObjectNode operation(Route route) {
        ObjectNode operation = JSON.objectNode()
                .put("operationId", operationId(route))
                .put("summary", route.summary())
                .put("description", route.description());
        ArrayNode security = operation.putArray("security");
        if (route.rule().isForKnown()) {
            security.addObject().putArray(BEARER);
            ObjectNode roles = operation.putObject("x-roles");
            route.rule()
                    .roles()
                    .forEach(role -> roles.put(role.name(), route.rule().share(role)));
        }
        operation.putArray("tags").add(tag(route.path()));
        ArrayNode parameters = operation.putArray("parameters");
        route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        route.body().ifPresent(body -> operation.set("requestBody", body(body)));
        ObjectNode responses = operation.putObject("responses");
        route.replies().forEach(reply -> responses.set(Integer.toString(reply.status()), reply(reply)));
        if (route.rule().isForKnown()) {
            for (Problem.Status status : OF_WHOEVER_ASKS) {
                responses.set(Integer.toString(status.code()), problem(status.title()));
            }
        }
        route.problems().forEach(status -> responses.set(Integer.toString(status.code()), problem(status.title())));
        responses.set("default", problem("Something else is wrong"));
        return operation;
    }

    /** Such as {@code getDesksDeskTickets}: unique, since method and path are. */
    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.method().name().toLowerCase(Locale.ROOT));
        for (String word : route.path().replace("/api/", "/").split("[^A-Za-z]+")) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    /** What it is about: the path's first word within a desk. */
    private static String tag(String path) {
        String[] words = path.split("/");
        return words.length > 4 ? words[4] : words.length > 2 ? words[2] : "description";
    }

    private static ObjectNode parameter(Parameter<?> parameter) {
        ObjectNode described = JSON.objectNode()
                .put("name", parameter.name())
                .put("in", parameter.where().word())
                .put("description", parameter.description());
        if (parameter.required()) {
            described.put("required", true);
        }
        ObjectNode schema = Json.MAPPER.valueToTree(parameter.kind().schema());
        if (parameter.kind().many()) {
            described.put("style", "form").put("explode", false);
            schema = JSON.objectNode().put("type", "array").set("items", schema);
        }
        if (parameter.missing() != null) {
            schema.set("default", missing(parameter.missing()));
        }
        described.set("schema", schema);
        return described;
    }

    private static JsonNode missing(Object value) {
        return value instanceof Enum<?> ? JSON.textNode(value.toString()) : Json.MAPPER.valueToTree(value);
    }

    private ObjectNode body(Route.Body body) {
        ObjectNode described = JSON.objectNode().put("required", true);
        ObjectNode content = described.putObject("content").putObject(MediaTypes.JSON);
        content.set("schema", schemas.wireWithout(body.schema(), body.without(), body.known(), "Action"));
        ObjectNode examples = content.putObject("examples");
        body.examples()
                .forEach(example -> examples.putObject(example.name().replace(' ', '-'))
                        .put("summary", example.name())
                        .set("value", tree(example.json())));
        return described;
    }

    private ObjectNode reply(Reply reply) {
        ObjectNode described = JSON.objectNode().put("description", reply.description());
        if (reply.isAboutDesk()) {
            described
                    .putObject("headers")
                    .putObject(Routes.DESK_SEQUENCE)
                    .put("description", "The sequence of the desk that the answer reflects.")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "integer");
        }
        ObjectNode content = described.putObject("content");
        for (String mediaType : MediaTypes.of(reply.content())) {
            content.putObject(mediaType).set("schema", schema(reply.content(), mediaType));
        }
        return described;
    }

    private ObjectNode schema(Content content, String mediaType) {
        if (!mediaType.equals(MediaTypes.JSON)) {
            return JSON.objectNode().put("type", "string");
        }
        return switch (content) {
            case Content.One one -> schemas.of(one.type());
            case Content.Part part -> schemas.partOf(part.item());
            case Content.Table table -> schemas.of(table.type());
            case Content.WireOutcome outcome -> outcome();
            case Content.Events events -> JSON.objectNode().put("type", "string");
            case Content.Free free -> JSON.objectNode().put("type", "object");
        };
    }

    private ObjectNode outcome() {
        ObjectNode entry = schemas.wire(JournalEntry.getClassSchema());
        ObjectNode both = JSON.objectNode();
        both.putArray("allOf").add(entry);
        both.putObject("properties")
                .set(
                        "first",
                        Schemas.describe(
                                entry.deepCopy(), "Of a repetition: what became of the action the first time."));
        return both;
    }

    private static ObjectNode problem(String description) {
        ObjectNode described = JSON.objectNode().put("description", description);
        described
                .putObject("content")
                .putObject(Problem.MEDIA_TYPE)
                .set("schema", Schemas.reference(Problem.class.getSimpleName()));
        return described;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An example is no JSON: " + json, e);
        }
    }
}
