package org.ticketdesk.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rulebook's rows against the Desk Guide's table: {@code guide-table.csv} has one line for each reason that the guide gives, in our
 * words, and which rows stand for it.
 */
class GuideTableTest {
    /** One reason of the guide's table. */
    private record Line(Status from, Status to, String because, List<Row> rows) {
        static Line of(String text) {
            String[] cells = text.split(",", -1);
            assertThat(cells).as(text).hasSize(4);
            return new Line(
                    status(cells[0]),
                    status(cells[1]),
                    cells[2],
                    Arrays.stream(cells[3].split(" ")).map(Row::valueOf).toList());
        }

        private static Status status(String name) {
            return Status.valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }

    static List<Line> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                GuideTableTest.class.getResourceAsStream("guide-table.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(Line::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachReasonOfTheGuideHasItsRowsAndTheyLeadWhereItSays(Line line) {
        assertThat(line.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.from()).isEqualTo(line.from());
            assertThat(row.to()).isEqualTo(line.to());
        });
    }

    @ParameterizedTest
    @MethodSource("org.ticketdesk.core.journey.TransitionsPage#rowsOfTheJourney")
    void eachRowStandsForAReasonOfTheGuide(Row row) {
        assertThat(lines()).anySatisfy(line -> assertThat(line.rows()).contains(row));
    }

    @Test
    void thirteenPairsAreInTheGuideAndTheSameThirteenInTheRulebook() {
        List<List<Status>> guides = lines().stream()
                .map(line -> List.of(line.from(), line.to()))
                .distinct()
                .toList();
        List<List<Status>> rulebooks = TransitionsPage.rowsOfTheJourney().stream()
                .map(row -> List.of(row.from(), row.to()))
                .distinct()
                .toList();

        assertThat(guides).hasSize(13).containsExactlyInAnyOrderElementsOf(rulebooks);
    }

    @Test
    void twentyReasonsAndTwentyRows() {
        assertThat(lines()).hasSize(20);
        assertThat(TransitionsPage.rowsOfTheJourney()).hasSize(20);
    }
}
