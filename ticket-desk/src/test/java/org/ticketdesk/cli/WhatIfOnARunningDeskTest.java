package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;

/** What if, asked of the log of a broker whose desk's own timers have closed a ticket. */
class WhatIfOnARunningDeskTest {
    @TempDir
    private Path folder;

    private LocalDesk running;

    @BeforeEach
    void start() throws InterruptedException {
        running = LocalDesk.withOwnBroker(
                DataFolder.open(folder.resolve("data")), LocalDesk.Ports.ANY, step -> {}, () -> false);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void anIdleTimeOutHalvedShowsThatTheTicketWouldHaveBeenClosedEarlier() throws IOException {
        publish("""
                {"actionId": "a-1", "desk": "sales", "actor": {"role": "ADMIN", "id": "ada"}, "action": {"type": \
                "ConfigureDesk", "idleAfterMs": 2000, "closeIdleAfterMs": 1000}}
                {"actionId": "a-2", "desk": "sales", "actor": {"role": "ADMIN", "id": "ada"}, "action": {"type": \
                "AddAgent", "agent": "bob"}}
                {"actionId": "a-3", "desk": "sales", "actor": {"role": "AGENT", "id": "bob"}, "action": {"type": \
                "SetPresence", "presence": "ONLINE"}}
                {"actionId": "a-4", "desk": "sales", "ticket": "t-1", "actor": {"role": "CUSTOMER", "id": "c-1"}, \
                "action": {"type": "OpenTicket", "channel": "IN_APP"}}
                {"actionId": "a-5", "desk": "sales", "ticket": "t-1", "actor": {"role": "AGENT", "id": "bob"}, "action": \
                {"type": "SendMessage", "messageId": "m-1"}}
                {"actionId": "a-6", "desk": "other", "ticket": "t-9", "actor": {"role": "CUSTOMER", "id": "c-1"}, \
                "action": {"type": "OpenTicket", "channel": "IN_APP"}}
                """);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Typed.desk(
                                "ticket",
                                "sales",
                                "t-1",
                                "--url",
                                running.views().address().toString(),
                                "--token-file",
                                folder.resolve("data/token").toString())
                        .out()
                        .contains("t-1 is Closed"));

        Path report = folder.resolve("report.html");
        Typed told = whatIf("--idle-after", "1s", "--html", report.toString(), "--json");

        assertThat(told.exitCode()).as(told.err()).isZero();
        JsonNode sales = new ObjectMapper().readTree(told.out());
        assertThat(sales.get("desk").asText()).isEqualTo("sales");
        assertThat(sales.at("/timers/ofTheLog").asInt()).isEqualTo(2);
        JsonNode ticket = sales.at("/differing/0");
        assertThat(ticket.get("ticket").asText()).isEqualTo("t-1");
        assertThat(ticket.get("closing").asText()).isEqualTo("EARLIER");
        assertThat(ticket.get("closedLaterMs").asLong()).isEqualTo(-1_000);
        Instant answered = Instant.parse(ticket.at("/asItWas/path/1/at").asText());
        assertThat(Instant.parse(ticket.at("/asItWas/closedAt").asText()))
                .isBetween(answered.plusMillis(3_000), answered.plusMillis(13_000));
        assertThat(report).content().contains("Closed earlier", "t-1", "closed 1 s earlier");
        assertThat(whatIf().out()).contains("No ticket differs.", "The log's own 2 were left out");
    }

    @Test
    void aDeskWithoutAnyActionIsSaidToHaveNone() {
        Typed told = Typed.desk("audit", "what-if", "--desk", "nowhere", "--bootstrap", running.bootstrap());

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.errLines())
                .containsExactly(
                        "desk audit what-if: Found no action of the desk nowhere in the log, expected some: see that"
                                + " the desk's name is right.");
    }

    private Typed whatIf(String... options) {
        String[] words = new String[options.length + 6];
        System.arraycopy(
                new String[] {"audit", "what-if", "--desk", "sales", "--bootstrap", running.bootstrap()},
                0,
                words,
                0,
                6);
        System.arraycopy(options, 0, words, 6, options.length);
        return Typed.desk(words);
    }

    private void publish(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("actions.jsonl"), lines);
        Typed typed = Typed.desk("publish", file.toString(), "--wait", "--bootstrap", running.bootstrap());
        assertThat(typed.exitCode()).as(typed.err()).isZero();
    }
}
