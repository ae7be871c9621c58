package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code desk audit what-if} over a file of actions: what it prints and writes, and how it refuses. */
class WhatIfCommandTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path actions;

    /** bob answers t-1 after a minute, and nobody says more; two hours later t-2 is opened. */
    @BeforeEach
    void write() throws IOException {
        said(
                0,
                null,
                "ADMIN",
                "ada",
                "\"type\": \"ConfigureDesk\", \"idleAfterMs\": 600000, \"closeIdleAfterMs\": 600000");
        said(0, null, "ADMIN", "ada", "\"type\": \"AddAgent\", \"agent\": \"bob\"");
        said(0, null, "AGENT", "bob", "\"type\": \"SetPresence\", \"presence\": \"ONLINE\"");
        said(0, "t-1", "CUSTOMER", "c-1", "\"type\": \"OpenTicket\", \"channel\": \"IN_APP\"");
        said(60, "t-1", "AGENT", "bob", "\"type\": \"SendMessage\", \"messageId\": \"m-1\"");
        said(7_200, "t-2", "CUSTOMER", "c-2", "\"type\": \"OpenTicket\", \"channel\": \"SOCIAL\"");
        actions = Files.write(folder.resolve("actions.jsonl"), lines);
    }

    @Test
    void anIdleTimeOutHalvedShowsWhichTicketsAreClosedEarlier() {
        Typed told = whatIf("--idle-after", "5m");

        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out())
                .contains(
                        "sales, 2026-11-23 08:00:00 to 2026-11-23 10:00:00 (UTC): 6 actions, 2 tickets",
                        "What if: idle after 5 min 0 s",
                        "1 of 2 tickets differ: 1 closed earlier, 0 later",
                        "Closed earlier: t-1 by 5 min 0 s")
                .containsPattern("time to close +was +1 +21 min 0 s")
                .containsPattern("might have been +1 +16 min 0 s")
                .containsPattern("difference +same +-5 min 0 s")
                .containsPattern("waiting time +both +2 +0 ms");
    }

    @Test
    void withoutAScenarioNothingDiffers() {
        assertThat(whatIf().out())
                .contains(
                        "What if: nothing otherwise",
                        "No ticket differs.",
                        "Every action that was accepted would be so again.")
                .doesNotContain("difference");
    }

    @Test
    void anOptionHoldsWhereTheScenarioSaysSomethingElse() throws IOException {
        Path scenario = Files.writeString(
                folder.resolve("scenario.json"),
                "{\"settings\": {\"idleAfterMs\": 1000}, \"capacities\": {\"bob\": 1}}");

        Typed told = whatIf("--scenario", scenario.toString(), "--idle-after", "off");

        assertThat(told.out()).contains("What if: idle never; bob with capacity 1", "1 not closed that were");
    }

    @Test
    void measuresAreGroupedAsAsked() {
        assertThat(whatIf("--by", "channel").out()).containsPattern("SOCIAL +opened +both +1");
        assertThat(whatIf("--by", "hour").out()).contains("2026-11-23T09:00:00Z");
        assertThat(whatIf("--by", "agent", "--json").out()).contains("\"by\":\"agent\",\"groups\":[{\"key\":\"bob\"");
    }

    @Test
    void theReportIsOneFileThatNeedsNothingElse() throws IOException {
        Path report = folder.resolve("report.html");

        whatIf("--idle-after", "5m", "--html", report.toString());

        String html = Files.readString(report);
        assertThat(html)
                .contains(
                        "<h3>The tickets that differ most</h3>", "closed 5 min 0 s earlier", "color-scheme: light dark")
                .doesNotContain("<script", "<link", "@import", "url(", "src=");
        assertThat(Pattern.compile("<svg [^>]*role=\"img\"[^>]*>(?!<title>)")
                        .matcher(html)
                        .find())
                .as("a chart without a title")
                .isFalse();
    }

    @Test
    void aLineThatIsWrongIsNamedWithItsFileAndPath() throws IOException {
        Files.writeString(actions, lines.get(0) + "\n" + lines.get(3).replace("IN_APP", "LETTER"));

        Typed told = whatIf();

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.errLines())
                .singleElement(STRING)
                .startsWith("desk audit what-if: " + actions + ": line 2: action.channel: ");
    }

    @Test
    void aWrongScenarioIsNamedWithItsFileAndPath() throws IOException {
        Path scenario = Files.writeString(folder.resolve("scenario.json"), "{\"settings\": {\"idle\": 1}}");

        Typed told = whatIf("--scenario", scenario.toString());

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.errLines())
                .singleElement(STRING)
                .startsWith("desk audit what-if: " + scenario + ": settings.idle: unknown field, expected one of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--idle-after soon      | 'soon' is no time such as 30s, 5m, 24h or 7d, or off",
                "--idle-after 8d        | '8d' is not from 1s to 7d",
                "--close-idle-after 5ms | '5ms' is not from 1s to 7d",
                "--default-capacity 0   | 0 is not from 1 to 100",
                "--run-on off           | 'off' is no time such as 30s, 5m, 24h or 7d",
                "--run-on 366d          | '366d' is more than 365d",
                "--by week              | 'week'",
                "--tickets -1           | -1 is not 0 or more",
                "--scenario nowhere     | 'nowhere' is no file that can be read",
                "--actions nowhere      | 'nowhere' is no file that can be read"
            })
    void wrongUseIsSaidInOneLine(String options, String sentence) {
        Typed told = options.startsWith("--actions")
                ? Typed.desk(("audit what-if " + options).split(" "))
                : whatIf(options.split(" "));

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.errLines()).singleElement(STRING).contains(sentence);
    }

    @Test
    void withoutADeskAndWithoutAFileThereIsNoPast() {
        Typed told = Typed.desk("audit", "what-if");

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.errLines()).singleElement(STRING).contains("Found neither --desk nor --actions");
    }

    private Typed whatIf(String... options) {
        List<String> words = new ArrayList<>(List.of("audit", "what-if", "--actions", actions.toString()));
        words.addAll(List.of(options));
        return Typed.desk(words.toArray(String[]::new));
    }

    private void said(int second, String ticket, String role, String who, String action) {
        lines.add("{\"actionId\": \"a-" + lines.size() + "\", \"desk\": \"sales\", "
                + (ticket == null ? "" : "\"ticket\": \"" + ticket + "\", ")
                + "\"occurredAt\": \"" + BEGINNING.plusSeconds(second) + "\", \"actor\": {\"role\": \"" + role
                + "\", \"id\": \"" + who + "\"}, \"action\": {" + action + "}}");
    }
}
