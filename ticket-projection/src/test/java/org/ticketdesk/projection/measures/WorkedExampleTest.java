package org.ticketdesk.projection.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.core.story.Voice;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldedViews;
import org.ticketdesk.projection.fold.JournalStory;
import org.ticketdesk.projection.views.AssignmentView;
import org.ticketdesk.projection.views.CycleView;
import org.ticketdesk.projection.views.Views;

/** Plays the story of {@code docs/measures.md}, and compares each number that stands there. */
class WorkedExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "measures.md");
    private static final Instant BEGINNING = Instant.ofEpochMilli(JournalStory.BEGINNING);
    private static final Map<String, String> NAMES = Map.of(
            "PENDING", "Pending",
            "ACTIVE", "Active",
            "PROACTIVE", "Proactive",
            "IN_PROGRESS", "In Progress",
            "IDLE", "Idle",
            "CLOSED", "Closed");

    @TempDir
    Path folder;

    private String page;
    private FoldedViews folded;
    private Views views;

    @BeforeEach
    void play() throws IOException, EntryAtFault {
        page = Files.readString(PAGE);
        JournalStory story = JournalStory.story()
                .said(Voice.admin().adds("bob"), Voice.admin().adds("eve"));
        Duration now = Duration.ZERO;
        for (Map<String, String> line : table("at")) {
            Duration at = time(line.get("at"));
            story.after(at.minus(now).toMillis()).said(said(line.get("who"), line.get("does")));
            now = at;
        }
        folded = FoldedViews.empty(Dialect.SQLITE, folder);
        folded.apply(story.records());
        views = new Views(folded.database()::reader, Codec.JOURNAL_ENTRY);
    }

    @AfterEach
    void close() {
        folded.close();
    }

    @Test
    void theOpenCyclesAreThoseOfThePage() {
        List<Map<String, String>> found = List.of("t1", "t2").stream()
                .flatMap(ticket -> views.ticket("sales", ticket).orElseThrow().cycles().stream()
                        .map(cycle -> row(ticket, cycle)))
                .toList();

        assertThat(found).isEqualTo(table("ticket | cycle"));
    }

    @Test
    void theAssignmentsAreThoseOfThePage() {
        List<Map<String, String>> found = List.of("t1", "t2").stream()
                .flatMap(ticket -> views.ticket("sales", ticket).orElseThrow().assignments().stream()
                        .map(WorkedExampleTest::row))
                .toList();

        assertThat(found).isEqualTo(table("ticket | assignment"));
    }

    @Test
    void theSumsByDeskAreThoseOfThePage() {
        Group group = measured(By.DESK).getFirst();

        assertThat(page)
                .contains("where opened is " + group.opened() + ", reopened " + group.reopened() + ", closed "
                        + group.closed() + " and assignments "
                        + group.assignments().count() + ":");
        for (Map<String, String> line : table("measure | values")) {
            String name = line.get("measure");
            assertThat(inWords(spread(group, name), unit(name))).as(name).isEqualTo(withoutValues(line));
            assertThat(Spread.of(values(line.get("values"), unit(name))))
                    .as(name)
                    .isEqualTo(spread(group, name));
        }
    }

    @Test
    void theSumsByAgentAreThoseOfThePage() {
        Map<String, Group> groups = measured(By.AGENT).stream().collect(Collectors.toMap(Group::key, group -> group));

        List<Map<String, String>> lines = table("agent | closed");

        assertThat(groups.keySet())
                .isEqualTo(lines.stream().map(line -> line.get("agent")).collect(Collectors.toSet()));
        for (Map<String, String> line : lines) {
            Group group = groups.get(line.remove("agent"));
            assertThat(group.opened() + group.reopened()).isZero();
            assertThat(group.inStatus()).isNull();
            assertThat(group.closed()).isEqualTo(Long.parseLong(line.remove("closed")));
            assertThat(group.assignments().count()).isEqualTo(Long.parseLong(line.remove("assignments")));
            line.forEach((name, values) -> assertThat(Spread.of(values(values, unit(name))))
                    .as(group.key() + " " + name)
                    .isEqualTo(spread(group, name)));
        }
    }

    private List<Group> measured(By by) {
        return views.measures("sales", BEGINNING, BEGINNING.plus(Duration.ofHours(4)), by)
                .orElseThrow()
                .groups();
    }

    private static Said said(String who, String does) {
        String[] person = who.split(" ");
        Voice voice = switch (person[0]) {
            case "customer" -> Voice.customer(person[1]);
            case "agent" -> Voice.agent(person[1]);
            case "admin" -> Voice.admin();
            default -> throw new AssertionError(who);
        };
        String[] words = does.split(" ");
        return switch (words[0]) {
            case "opens" -> voice.opens(words[1]);
            case "starts" -> voice.startsChat(words[1]);
            case "comes" -> voice.goes(Presence.ONLINE);
            case "writes" -> voice.writes(words[2]);
            case "hands" -> voice.assigns(words[1], words[3]);
            case "parks" -> voice.parks(words[1]);
            case "sets" -> voice.idles(words[1]);
            case "closes" -> voice.closes(words[1]);
            case "reopens" -> voice.reopens(words[1]);
            default -> throw new AssertionError(does);
        };
    }

    private static Duration time(String text) {
        String[] parts = text.split(":");
        return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]));
    }

    /** The lines of the table whose head begins so, each by the names of its columns. */
    private List<Map<String, String>> table(String head) {
        List<String> lines = page.lines()
                .dropWhile(line -> !line.startsWith("| " + head + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> columns = cells(lines.getFirst());
        return lines.stream()
                .skip(2)
                .map(line -> {
                    List<String> cells = cells(line);
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), cells.get(i));
                    }
                    return row;
                })
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Map<String, String> row(String ticket, CycleView cycle) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("ticket", ticket);
        row.put("cycle", Integer.toString(cycle.cycle()));
        row.put("waiting", minutes(cycle.waitingMs()));
        row.put("first response", minutes(cycle.firstResponseMs()));
        row.put("conversation", minutes(cycle.conversationMs()));
        row.put("to close", minutes(cycle.toCloseMs()));
        cycle.inStatusMs().forEach((status, ms) -> row.put(NAMES.get(status), minutes(ms)));
        return row;
    }

    private static Map<String, String> row(AssignmentView assignment) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("ticket", assignment.ticket());
        row.put("assignment", Integer.toString(assignment.assignment()));
        row.put("agent", assignment.agent());
        row.put("by", assignment.beganBy());
        row.put("until", assignment.endedBy());
        row.put("first response", minutes(assignment.firstResponseMs()));
        row.put(
                "length",
                minutes(Duration.between(assignment.beganAt(), assignment.endedAt())
                        .toMillis()));
        row.put("responses", Long.toString(assignment.responses()));
        return row;
    }

    private static String minutes(Long ms) {
        return ms == null ? "–" : Long.toString(ms / 60_000);
    }

    private static long unit(String name) {
        return name.startsWith("responses") ? 1 : 60_000;
    }

    private static long[] values(String cell, long unit) {
        return Arrays.stream(cell.split(" "))
                .mapToLong(value -> Long.parseLong(value) * unit)
                .toArray();
    }

    private static Map<String, String> withoutValues(Map<String, String> line) {
        Map<String, String> numbers = new LinkedHashMap<>(line);
        numbers.remove("measure");
        numbers.remove("values");
        return numbers;
    }

    private static Map<String, String> inWords(Spread spread, long unit) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("count", Long.toString(spread.count()));
        numbers.put(
                "mean",
                BigDecimal.valueOf(spread.mean() / unit)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
        numbers.put("p50", Long.toString(spread.p50() / unit));
        numbers.put("p90", Long.toString(spread.p90() / unit));
        numbers.put("p99", Long.toString(spread.p99() / unit));
        numbers.put("max", Long.toString(spread.max() / unit));
        return numbers;
    }

    private static Spread spread(Group group, String name) {
        return switch (name) {
            case "waiting time" -> group.waiting();
            case "first response" -> group.firstResponse();
            case "conversation time" -> group.conversation();
            case "time to close" -> group.timeToClose();
            case "first response of an assignment" -> group.assignments().firstResponse();
            case "length of an assignment" -> group.assignments().length();
            case "responses of an assignment" -> group.assignments().responses();
            default ->
                group.inStatus().entrySet().stream()
                        .filter(status -> NAMES.get(status.getKey()).equals(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(name));
        };
    }
}
