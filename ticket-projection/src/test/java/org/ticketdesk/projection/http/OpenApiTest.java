package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Route.Work;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import org.ticketdesk.projection.http.access.TokenMaker;

class OpenApiTest {
    private static final List<Route> ROUTES = Routes.of(
            new Reading(null),
            new Acting(null, null, null, null, null),
            new Streaming(null, null, null, null, ServerConfig.on("localhost", 0, Tokens.ACCESS)),
            new Work.Wait(asked -> null),
            Optional.of(new TokenMaker(SharedSecret.of(SharedSecret.random()), TokenForm.USUAL)));
    private static final JsonNode DESCRIPTION = OpenApi.describe(ROUTES);

    @Test
    void the_description_is_valid_openapi() {
        ParseOptions everything = new ParseOptions();
        everything.setResolve(true);

        SwaggerParseResult result = new OpenAPIV3Parser().readContents(DESCRIPTION.toString(), null, everything);

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getSpecVersion().toString()).isEqualTo("V31");
    }

    @Test
    void each_route_is_described_and_nothing_else_is() {
        OpenAPI api = new OpenAPIV3Parser().readContents(DESCRIPTION.toString()).getOpenAPI();

        Set<String> described = api.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                        .map(PathItem.HttpMethod::name)
                        .map(method -> method + " " + path.getKey()))
                .collect(Collectors.toSet());

        assertThat(described)
                .isEqualTo(ROUTES.stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toSet()));
    }

    @Test
    void each_parameter_of_a_path_is_declared_and_in_the_path() {
        for (Route route : ROUTES) {
            assertThat(route.parameters().stream()
                            .filter(parameter -> parameter.where() == Parameter.Where.PATH)
                            .map(parameter -> "{" + parameter.name() + "}"))
                    .as(route.path())
                    .containsExactlyInAnyOrderElementsOf(List.of(route.path().split("/")).stream()
                            .filter(segment -> segment.startsWith("{"))
                            .toList());
        }
    }

    @Test
    void each_operation_says_what_it_is_in_words_and_has_a_name_of_its_own() {
        Set<String> names = new HashSet<>();
        for (Route route : ROUTES) {
            JsonNode operation = DESCRIPTION
                    .path("paths")
                    .path(route.path())
                    .path(route.method().name().toLowerCase(Locale.ROOT));
            assertThat(names.add(operation.path("operationId").textValue()))
                    .as(route.path())
                    .isTrue();
            assertThat(operation.path("summary").textValue()).isNotBlank();
            assertThat(operation.path("description").textValue()).isNotBlank();
            operation
                    .path("parameters")
                    .forEach(parameter -> assertThat(
                                    parameter.path("description").textValue())
                            .isNotBlank());
        }
    }

    @Test
    void each_schema_that_is_referred_to_is_there() {
        DESCRIPTION
                .findValues("$ref")
                .forEach(reference -> assertThat(DESCRIPTION
                                .at(reference.textValue().substring(1))
                                .isObject())
                        .as(reference.textValue())
                        .isTrue());
    }

    @Test
    void each_example_of_an_action_is_one() throws Exception {
        for (JsonNode example : DESCRIPTION.findValue("examples")) {
            String action = "{\"desk\":\"sales\",\"actor\":{\"role\":\"AGENT\",\"id\":\"bob\"},"
                    + example.path("value").toString().substring(1);

            assertThat(JsonForm.read(action).getDesk()).isEqualTo("sales");
        }
    }
}
