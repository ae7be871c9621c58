package org.ticketdesk.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.TicketId;

class PictureTest {

    @ParameterizedTest
    @CsvSource({"80, 24", "40, 12", "20, 5", "200, 60", "1, 1"})
    void aPictureFitsTheTerminal(int width, int height) {
        List<Line> lines = Picture.of(sight(40), width, height);

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(height)
                .allSatisfy(line -> assertThat(line.toString()).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void eightyByTwentyFourShowsEverythingThatThereIs() {
        String picture = text(Picture.of(sight(12), 80, 24));

        assertThat(picture)
                .contains("● Pending 1  ● Active 2  ● Proactive 3  ● In Progress 4  ● Idle 5  ● Closed 6")
                .contains("Waiting: sales/t-1 urgent 1.5s")
                .contains("sales    ● a-0     ███░░ 3/5")
                .contains("● a-11 ")
                .contains("R12 In Progress → Pending sales/t-7")
                .contains("R1  Pending → Active sales/t-7 bob")
                .contains("R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 B1 B2")
                .contains("Outcomes 10: 7 accepted, 2 refused, 1 duplicates")
                .contains("Latency p50 20  p99 20  max 20 ms");
    }

    @Test
    void agentsWhoDoNotFitAreCounted() {
        assertThat(text(Picture.of(sight(40), 80, 24))).contains("… and 27 more");
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }

    private static Sight sight(int agents) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, status.ordinal() + 1);
        }
        counts.put(Status.ACTIVE, 2);
        Histogram latency = new Histogram(3);
        latency.recordValue(20_000);
        TicketId ticket = new TicketId("t-7");
        return new Sight(
                "http://127.0.0.1:8080/",
                "3 s of 30",
                150,
                10,
                2,
                1,
                latency,
                0,
                counts,
                List.of(new Sight.Waiting("sales", "t-1", Priority.URGENT, Duration.ofMillis(1_500))),
                IntStream.range(0, agents)
                        .mapToObj(i -> new Sight.AgentLoad("sales", "a-" + i, Presence.ONLINE, 3, 5))
                        .toList(),
                List.of(
                        new Sight.Change(
                                "sales",
                                new Fact.StatusChanged(
                                        ticket, Status.PENDING, Status.ACTIVE, Row.R1, new AgentId("bob"))),
                        new Sight.Change(
                                "sales",
                                new Fact.StatusChanged(ticket, Status.IN_PROGRESS, Status.PENDING, Row.R12, null))),
                Map.of(Row.R1, 5L));
    }
}
