package org.ticketdesk.projection.page;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.core.journey.Row;

class PageFilesTest {
    private static final double READABLE = 4.5;
    private static final Pattern COLOUR =
            Pattern.compile("--([\\w-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);");
    private static final List<String> STATUSES =
            List.of("pending", "active", "proactive", "in-progress", "idle", "closed");

    private record Colour(String light, String dark) {}

    private record Text(String colour, String ground) {}

    @Test
    void the_rows_that_the_page_names_are_the_rulebooks() throws IOException {
        ObjectMapper json = new ObjectMapper();

        List<String> rows = file("rows.js")
                .lines()
                .filter(line -> line.startsWith("  {"))
                .map(String::strip)
                .toList();

        assertThat(rows).hasSameSizeAs(Row.values());
        for (Row row : Row.values()) {
            JsonNode expected = json.createObjectNode()
                    .put("row", row.name())
                    .put("from", row.from() == null ? null : row.from().name())
                    .put("to", row.to().name())
                    .put("because", row.because())
                    .put("who", row.who());
            String text = rows.get(row.ordinal());
            assertThat(json.readTree(text.substring(0, text.length() - 1))).isEqualTo(expected);
        }
    }

    static Stream<Text> texts() {
        List<String> grounds = List.of("bg", "surface", "raised", "sunken");
        Stream<Text> plain =
                Stream.of("ink", "ink-2").flatMap(ink -> grounds.stream().map(on -> new Text(ink, on)));
        Stream<Text> links =
                Stream.of("surface", "raised", "sunken", "bg", "accent-tint").map(on -> new Text("accent", on));
        Stream<Text> onTints = Stream.of("good", "bad", "warn")
                .flatMap(ink -> Stream.of(
                        new Text(ink, ink + "-tint"),
                        new Text(ink, "surface"),
                        new Text("ink", ink + "-tint"),
                        new Text("ink-2", ink + "-tint")));
        Stream<Text> statuses = STATUSES.stream()
                .flatMap(status -> Stream.of(
                        new Text(status + "-ink", status + "-tint"),
                        new Text(status + "-ink", "surface"),
                        new Text("ink", status + "-tint")));
        return Stream.of(
                        plain,
                        links,
                        onTints,
                        statuses,
                        Stream.of(new Text("accent-ink", "accent"), new Text("ink", "accent-tint")))
                .flatMap(one -> one);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void each_text_can_be_read_in_light_and_in_dark(Text text) throws IOException {
        Map<String, Colour> colours = COLOUR.matcher(file("tokens.css"))
                .results()
                .collect(toMap(found -> found.group(1), PageFilesTest::colour));

        Colour ink = colours.get(text.colour);
        Colour ground = colours.get(text.ground);

        assertThat(contrast(ink.light, ground.light)).as("in light").isGreaterThanOrEqualTo(READABLE);
        assertThat(contrast(ink.dark, ground.dark)).as("in dark").isGreaterThanOrEqualTo(READABLE);
    }

    private static Colour colour(MatchResult found) {
        return new Colour(found.group(2), found.group(3));
    }

    /** As WCAG 2 reckons it. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] channels = Arrays.stream(new int[] {1, 3, 5})
                .mapToDouble(i -> Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    private static String file(String name) throws IOException {
        try (InputStream in = PageFilesTest.class.getResourceAsStream("/page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
