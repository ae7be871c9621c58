package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.examples.GatewayExample;

/** The commands against a broker and a processor that run. Each test has a desk of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnARunningDeskTest {
    private Path folder;
    private LocalDesk running;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        DataFolder data = DataFolder.open(folder.resolve("data"));
        running = LocalDesk.withOwnBroker(
                data, LocalDesk.Ports.ANY, LocalDesk.viewsIn(data), true, step -> {}, () -> false);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void publishWaitsForTheOutcomesAndPrintsThemInTheOrderOfTheActions() throws IOException {
        String desk = newDesk();
        Path actions = file(opened("a-1", desk, "t-1"), "", opened("a-2", desk, "t-1"), opened("a-1", desk, "t-1"));

        Typed typed = desk("publish", actions.toString(), "--wait");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines()).hasSize(3);
        assertThat(typed.outLines().get(0)).contains("\"sequence\":1,", "\"outcome\":\"ACCEPTED\"", "\"row\":\"B1\"");
        assertThat(typed.outLines().get(1)).contains("\"sequence\":2,", "\"reason\":\"TICKET_EXISTS\"");
        assertThat(typed.outLines().get(2)).contains("\"sequence\":3,", "\"outcome\":\"DUPLICATE\"", "\"of\":1");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void aBadLineIsNamedByItsNumberAndPathAndTheOthersStillGo() throws IOException {
        String desk = newDesk();
        Path actions = file(
                opened("a-1", desk, "t-1"),
                opened("a-2", desk, "t-2").replace("IN_APP", "LETTER"),
                "no JSON",
                opened("a-3", desk, "t-3"));

        Typed typed = desk("publish", actions.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEqualToIgnoringNewLines("2 actions published");
        assertThat(typed.errLines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("desk publish: line 2: action.channel: "),
                        line -> assertThat(line).startsWith("desk publish: line 3: "));
    }

    @Test
    void tailTellsEachRecordOfEachTopicWithItsPlaceKeyAndTime() throws IOException {
        String desk = newDesk();
        int partition = DeskPartition.of(desk, 12);
        desk("publish", file(opened("a-1", desk, "t-1")).toString(), "--wait");

        Function<String, Typed> tail = topic -> desk("tail", topic);

        assertThat(tail.apply("desk-actions").outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .startsWith("{\"partition\":" + partition + ",\"offset\":")
                .contains("\"key\":\"" + desk + "\",\"timestamp\":\"2", "\"value\":{\"actionId\":\"a-1\"");
        assertThat(tail.apply("desk-journal").outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .contains("\"outcome\":\"ACCEPTED\"");
        assertThat(tail.apply("ticket-status-changed").outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .contains("\"key\":\"" + desk + "/t-1\"", "\"to\":\"PENDING\"");
        assertThat(tail.apply("ticket-status-changed-json").outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .contains("\"key\":\"" + desk + "/t-1\"", "\"to\":\"PENDING\"");
        assertThat(tail.apply("tickets").outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .contains("\"status\":\"PENDING\"");
        assertThat(tail.apply("desk-schemas").out()).contains("\"name\":\"JournalEntry\"");
    }

    @Test
    void tailTellsWhatWasRejectedWithItsReason() throws ExecutionException, InterruptedException {
        byte[] key = newDesk().getBytes(StandardCharsets.UTF_8);
        try (Producer<byte[], byte[]> producer =
                DeskClients.of(running.bootstrap()).producer(Map.of())) {
            producer.send(new ProducerRecord<>(
                            DeskTopic.ACTIONS.topicName(), key, "not an action".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }

        Typed typed = desk("tail", "desk-actions-rejected", "--follow", "--max", "1");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines())
                .singleElement()
                .asString()
                .contains(
                        "\"headers\":{\"reason\":\"Found 13 bytes",
                        "\"source_partition\":",
                        "\"text\":\"not an action\"");
    }

    @Test
    void tailFollowsFromNowOnUntilItHasItsNumber() throws Exception {
        String desk = newDesk();
        CompletableFuture<Typed> following = CompletableFuture.supplyAsync(
                () -> desk("tail", "ticket-status-changed", "--from", "now", "--follow", "--max", "2"));
        for (int i = 0; !following.isDone(); i++) {
            desk("publish", file(opened("a-" + i, desk, "t-" + i)).toString(), "--wait");
        }

        Typed typed = following.get(1, TimeUnit.MINUTES);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines()).hasSize(2);
    }

    @Test
    void tailBeginsAtATime() throws IOException {
        String desk = newDesk();
        desk("publish", file(opened("a-1", desk, "t-1")).toString(), "--wait");
        String after = Instant.now().plusMillis(1).toString();
        desk("publish", file(opened("a-2", desk, "t-2")).toString(), "--wait");

        Typed typed = desk("tail", "desk-journal", "--from", after);

        assertThat(typed.outLines())
                .filteredOn(line -> line.contains(desk))
                .singleElement(STRING)
                .contains("\"a-2\"");
    }

    @Test
    void topicsThatAreThereAreDescribedCheckedAndLeftAlone() {
        assertThat(desk("topics", "create").out()).contains("12 partitions");
        assertThat(desk("topics", "check").out()).contains("12 partitions");
        assertThat(desk("topics", "describe").out()).contains("desk-journal: 12 partitions", "retention.ms=-1");
    }

    @Test
    void anotherNumberOfPartitionsIsRefusedInOneLine() {
        Typed typed = desk("topics", "create", "--partitions", "6");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.errLines()).singleElement().asString().contains("has 12 partitions, expected 6");
    }

    @Test
    void aTicketsStoryIsToldWithItsRowsAndWhatWasRefused() throws IOException {
        String desk = newDesk();
        publishAll(
                desk,
                opened("a-1", desk, "t-1"),
                said(desk, "a-2", null, "ADMIN", "ada", "\"type\": \"AddAgent\", \"agent\": \"bob\""),
                said(desk, "a-3", null, "AGENT", "bob", "\"type\": \"SetPresence\", \"presence\": \"ONLINE\""),
                said(desk, "a-4", "t-1", "AGENT", "bob", "\"type\": \"CloseTicket\""));

        Typed typed = asked("ticket", desk, "t-1");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("t-1 is Active since ", ", with bob", "opened through IN_APP")
                .contains("→ Active, with bob  [R1: assigned to an agent]")
                .contains("agent bob", "asked to close it, and was refused: ");
        assertThat(asked("ticket", desk, "t-1", "--json").outLines().getFirst())
                .startsWith("{\"")
                .contains("\"status\":\"ACTIVE\"");
    }

    @Test
    void D4_anAuditTellsATicketsWholeStoryWithItsPlacesInTheLogAndHowLateATimerWas() throws IOException {
        String desk = newDesk();
        publishAll(
                desk,
                opened("a-1", desk, "t-1"),
                said(desk, "a-2", null, "ADMIN", "ada", "\"type\": \"AddAgent\", \"agent\": \"bob\""),
                said(desk, "a-3", null, "AGENT", "bob", "\"type\": \"SetPresence\", \"presence\": \"ONLINE\""),
                said(desk, "a-4", "t-1", "AGENT", "bob", "\"type\": \"CloseTicket\""),
                said(desk, "a-5", null, "ADMIN", "ada", "\"type\": \"ConfigureDesk\", \"idleAfterMs\": 1000"),
                said(desk, "a-6", "t-1", "AGENT", "bob", "\"type\": \"SendMessage\", \"messageId\": \"m-1\""));
        await().untilAsserted(
                        () -> assertThat(running.views().views().sequence(desk)).isEqualTo(7));

        Typed text = desk("audit", "history", "--desk", desk, "--ticket", "t-1");
        Typed json = desk("audit", "history", "--desk", desk, "--ticket", "t-1", "--json");
        Typed csv = desk("audit", "history", "--desk", desk, "--ticket", "t-1", "--csv");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("partition " + DeskPartition.of(desk, 12), "opened through IN_APP")
                .contains("asked to change presence: Pending (", "→ Active, with bob  [R1: assigned to an agent]")
                .contains("asked to close it, and was refused: ")
                .containsPattern("system clock +Active \\(.*\\) → Idle, with bob  \\[R3: .*], .* late");
        assertThat(json.outLines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"source\":{\"partition\":" + DeskPartition.of(desk, 12) + ",\"offset\":")
                        .contains("\"journalOffset\":"));
        assertThat(json.outLines().getLast()).contains("\"timer\":{\"timer\":\"IDLE\",\"deadline\":\"2", "\"lateMs\":");
        assertThat(csv.outLines()).hasSize(1 + 2 + 4);
        assertThat(csv.outLines().getFirst()).startsWith("sequence,at,occurredAt,source.partition,source.offset");
        assertThat(csv.outLines().getLast()).startsWith("7,").contains(",FireTimer,", ",StatusChanged,ACTIVE,IDLE,R3,");
    }

    @Test
    void anAuditShowsTheDeskItsTicketsAndAgentsAsTheyWereAndWhatIsDifferentSince() throws IOException {
        String desk = newDesk();
        publishAll(
                desk,
                opened("a-1", desk, "t-1"),
                said(desk, "a-2", null, "ADMIN", "ada", "\"type\": \"AddAgent\", \"agent\": \"bob\", \"capacity\": 1"),
                said(desk, "a-3", null, "AGENT", "bob", "\"type\": \"SetPresence\", \"presence\": \"ONLINE\""),
                opened("a-4", desk, "t-2"),
                said(desk, "a-5", "t-1", "ADMIN", "ada", "\"type\": \"CloseTicket\""));

        assertThat(desk("audit", "as-of", "--desk", desk, "--sequence", "2").out())
                .contains(
                        "Desk " + desk + " as it was after entry 2, of 2",
                        "1 Pending, 0 Active",
                        "idle after 10 min 0 s")
                .containsPattern("bob +OFFLINE +0 +1");
        assertThat(desk("audit", "as-of", "--desk", desk, "--sequence", "4", "--ticket", "t-2")
                        .out())
                .contains("Pending since ");
        assertThat(desk("audit", "as-of", "--desk", desk, "--sequence", "4", "--agent", "bob")
                        .out())
                .contains("ONLINE, load 1 of 1, their own, not available", "t-1 ");
        assertThat(desk(
                                "audit",
                                "as-of",
                                "--desk",
                                desk,
                                "--time",
                                Instant.now().toString(),
                                "--json")
                        .out())
                .contains("\"sequence\":5,", "\"CLOSED\":1", "\"openTickets\":[{\"ticket\":\"t-2\"");
        assertThat(desk("audit", "as-of", "--desk", desk, "--sequence", "2", "--until-sequence", "5")
                        .out())
                .containsPattern("bob +presence, load, tickets +OFFLINE, 0 of 1 +ONLINE, 1 of 1: t-2")
                .containsPattern("t-1 +closed, assignee +Pending, MEDIUM +Closed, MEDIUM")
                .containsPattern("t-2 +opened +Active, with bob, MEDIUM");
        assertThat(desk("audit", "as-of", "--desk", desk, "--sequence", "5", "--until-sequence", "5")
                        .out())
                .contains("Nothing is different.");
    }

    @Test
    void whatAnAuditDoesNotFindIsOneLineThatSaysWhatThereIs() throws IOException {
        String desk = newDesk();
        publishAll(desk, opened("a-1", desk, "t-1"));

        isNotFound("no entry 2, expected a sequence from 1 to 1", "as-of", "--desk", desk, "--sequence", "2");
        isNotFound("expected a time from 2", "as-of", "--desk", desk, "--time", "2001-01-01T00:00:00Z");
        isNotFound("had no ticket t-2", "as-of", "--desk", desk, "--sequence", "1", "--ticket", "t-2");
        isNotFound("had no agent bob", "as-of", "--desk", desk, "--sequence", "1", "--agent", "bob");
        isNotFound("a ticket t-2", "history", "--desk", desk, "--ticket", "t-2");
        isNotFound("a desk nowhere", "history", "--desk", "nowhere", "--ticket", "t-2");
        isNotFound("a desk nowhere", "as-of", "--desk", "nowhere", "--sequence", "1");
    }

    private void isNotFound(String said, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "audit";
        System.arraycopy(args, 0, all, 1, args.length);
        Typed typed = desk(all);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.errLines())
                .singleElement(STRING)
                .startsWith("desk audit ")
                .contains(said);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void ticketsAgentsAndMeasuresAreListed() throws IOException {
        String desk = newDesk();
        publishAll(
                desk,
                opened("a-1", desk, "t-1"),
                opened("a-2", desk, "t-2"),
                said(desk, "a-3", null, "ADMIN", "ada", "\"type\": \"AddAgent\", \"agent\": \"bob\", \"capacity\": 1"),
                said(desk, "a-4", null, "AGENT", "bob", "\"type\": \"SetPresence\", \"presence\": \"ONLINE\""));

        assertThat(asked("tickets", desk).outLines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("t-1", "Active", "bob"))
                .anySatisfy(line -> assertThat(line).contains("t-2", "Pending"));
        assertThat(asked("tickets", desk, "--status", "PENDING", "--json").outLines())
                .singleElement(STRING)
                .contains("\"ticket\":\"t-2\"");
        assertThat(asked("tickets", desk, "--limit", "1").out()).contains("There are more");
        assertThat(asked("agents", desk).outLines().get(1)).matches("bob +ONLINE .* 1 +1 +0 +0");
        assertThat(asked("measures", desk).out()).containsPattern("opened +2").containsPattern("waiting +1 ");
    }

    @Test
    void K4_viewsThatAreBuiltAnewTakeThePlaceOfThoseInUseAndGoOn() throws IOException {
        String desk = newDesk();
        publishAll(desk, opened("a-1", desk, "t-1"));

        Typed typed = desk("rebuild", "--views", "jdbc:sqlite:" + folder.resolve("data/views"));

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("The views are built anew, as generation ", " 0 records set aside");
        assertThat(desk("publish", file(opened("a-2", desk, "t-2")).toString(), "--wait")
                        .exitCode())
                .isZero();
        await().untilAsserted(() ->
                assertThat(asked("tickets", desk, "--json").outLines()).hasSize(2));
    }

    @Test
    void whatTheServerDoesNotTakeIsWrongUse() {
        Typed typed = asked("tickets", newDesk(), "--status", "LOST");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.errLines()).singleElement(STRING).contains("status", "LOST", "PENDING");
    }

    @Test
    void aDeskThatNobodyHasHeardOfIsSaidToBeUnknown() {
        Typed typed = asked("tickets", "nowhere");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.errLines()).singleElement(STRING).contains("nowhere");
    }

    @Test
    void whoAsksWithoutATokenOrWithAnotherDesksIsToldSoInOneLine() throws IOException {
        String url = running.views().address().toString();
        Path other = Files.writeString(folder.resolve("other-token"), "x".repeat(43));

        Typed nobody = Typed.desk("tickets", "sales", "--url", url);
        Typed another = Typed.desk("tickets", "sales", "--url", url, "--token-file", other.toString());

        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.errLines())
                .singleElement(STRING)
                .contains("wants to know who asks: give a token as DESK_TOKEN or with --token-file FILE.");
        assertThat(another.exitCode()).isEqualTo(1);
        assertThat(another.errLines())
                .singleElement(STRING)
                .contains("does not believe the token: The token is no JWT.");
    }

    @Test
    void theTokenOfWhoeverRunsItIsTheirsAloneToRead() throws IOException {
        Path token = folder.resolve("data/token");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(running.page().toString())
                .isEqualTo(running.views().address() + "#token=" + Files.readString(token));
    }

    private void publishAll(String desk, String... actions) throws IOException {
        assertThat(desk("publish", file(actions).toString(), "--wait").exitCode())
                .isZero();
        await().untilAsserted(
                        () -> assertThat(running.views().views().sequence(desk)).isEqualTo(actions.length));
    }

    private Typed asked(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 4);
        all[args.length] = "--url";
        all[args.length + 1] = running.views().address().toString();
        all[args.length + 2] = "--token-file";
        all[args.length + 3] = folder.resolve("data/token").toString();
        return Typed.desk(all);
    }

    @Test
    void everyMessageOfTheRealConversationsIsAccountedFor() throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        System.setOut(new PrintStream(report, true, StandardCharsets.UTF_8));
        boolean complete;
        try {
            complete = GatewayExample.run(running.bootstrap());
        } finally {
            System.setOut(terminal);
        }

        assertThat(complete).as(report.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(report.toString(StandardCharsets.UTF_8)).contains("SpotifyCares", "conversations: 18, answered 18");
    }

    private Typed desk(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--bootstrap";
        all[args.length + 1] = running.bootstrap();
        return Typed.desk(all);
    }

    private String newDesk() {
        return "desk-" + UUID.randomUUID();
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "actions", ".jsonl"), String.join("\n", lines));
    }

    private static String opened(String id, String desk, String ticket) {
        return """
                {"actionId": "%s", "desk": "%s", "ticket": "%s", "actor": {"role": "CUSTOMER", "id": "c-1"}, \
                "action": {"type": "OpenTicket", "channel": "IN_APP"}}""".formatted(id, desk, ticket);
    }

    private static String said(String desk, String id, String ticket, String role, String who, String action) {
        return "{\"actionId\": \"" + id + "\", \"desk\": \"" + desk + "\", "
                + (ticket == null ? "" : "\"ticket\": \"" + ticket + "\", ") + "\"actor\": {\"role\": \"" + role
                + "\", \"id\": \"" + who + "\"}, \"action\": {" + action + "}}";
    }
}
