package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Route.Work;
import org.ticketdesk.projection.http.ServerConfig.Limits;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import org.ticketdesk.projection.http.access.TokenMaker;
import org.ticketdesk.projection.views.Views;

/** The page about security says of HTTP what the routes and the settings say. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final String BEGIN = "<!-- routes: generated from org.ticketdesk.projection.http.Routes -->\n";
    private static final String END = "<!-- /routes -->";

    @Test
    void who_may_ask_for_what_is_as_the_routes_have_it() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
            return;
        }

        assertThat(page.substring(from, to))
                .as("%s is generated here; write it anew with -Dregenerate=true", PAGE)
                .isEqualTo(table());
    }

    @Test
    void the_limits_are_the_usual_ones() throws IOException {
        Limits usual = Limits.USUAL;

        assertThat(Files.readString(PAGE))
                .contains("| %d a second, %d at once;".formatted(usual.requestsPerSecond(), usual.requestsAtOnce()))
                .contains("wait for it | %d, %d;".formatted(Views.AT_ONCE / 2, DeskServer.QUERIES_OF_ONE))
                .contains("| %d, %d |".formatted(usual.streamsOfOne(), usual.streams()))
                .contains("| %d KiB, %d KiB |".formatted(usual.bodyBytes() / 1_024, usual.headerBytes() / 1_024));
    }

    private static String table() {
        return "\n| | customer | agent | admin | dashboard |\n|---|---|---|---|---|\n"
                + Routes.of(
                                new Reading(null),
                                new Acting(null, null, null, null, null),
                                new Streaming(null, null, null, null, ServerConfig.on("localhost", 0, Tokens.ACCESS)),
                                new Work.Wait(asked -> null),
                                Optional.of(new TokenMaker(SharedSecret.of(SharedSecret.random()), TokenForm.USUAL)))
                        .stream()
                        .map(SecurityPageTest::line)
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String line(Route route) {
        return "| `" + route.method() + " " + route.path() + "` | "
                + Arrays.stream(Role.values())
                        .map(role -> share(route.rule(), role))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static String share(Rule rule, Role role) {
        if (!rule.isForKnown()) {
            return "anybody";
        }
        return rule.share(role) == null ? "–" : rule.share(role);
    }
}
