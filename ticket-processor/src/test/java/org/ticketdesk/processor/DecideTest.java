package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.EventHeaders;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.Published;
import org.ticketdesk.processor.recovery.Journal;
import org.ticketdesk.processor.recovery.RecoveredDesk;
import org.ticketdesk.processor.state.DeskRow;
import org.ticketdesk.processor.timers.SentTimer;
import org.ticketdesk.processor.timers.TimerPublisher;

/** The logic of the topology; that it holds on Kafka is seen in the tests on a real broker. */
class DecideTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ProcessorStats stats = new ProcessorStats(new SimpleMeterRegistry());
    private final List<SentTimer> sent = new ArrayList<>();
    private boolean caughtUp = true;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> log;
    private Replay replay;
    private long offset;

    @BeforeEach
    void open(@TempDir Path folder) {
        ProcessorParts parts = new ProcessorParts(
                new ActionReader(Codec.DESK_ACTION, 1),
                Outputs.of(SchemaSource.NONE),
                new EmptyJournal(),
                sent::add,
                (partition, readThrough) -> caughtUp,
                100,
                true,
                stats);
        Properties properties = TicketProcessor.streamsProperties(ProcessorConfig.of("unused:1", folder));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "decide");
        driver = new TopologyTestDriver(DeskTopology.build(parts, true), properties, START);
        log = driver.createInputTopic(
                DeskTopic.ACTIONS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
        replay = new Replay(Codec.DESK_ACTION, 1);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static final class EmptyJournal implements Journal {
        @Override
        public Map<String, RecoveredDesk> fold(int partition) {
            return Map.of();
        }

        @Override
        public void recognise(int partition, String desk, DeskRow row) {
            throw new AssertionError("a new desk has nothing to recognise");
        }
    }

    private Replay.Expected publish(String json, Instant at) {
        return publish(action(json), at);
    }

    private static DeskAction action(String json) {
        try {
            return JsonForm.read(json);
        } catch (MalformedException e) {
            throw new AssertionError(json, e);
        }
    }

    private Replay.Expected publish(DeskAction action, Instant at) {
        byte[] key = action.getDesk().getBytes(StandardCharsets.US_ASCII);
        byte[] value = Codec.DESK_ACTION.encode(action);
        log.pipeInput(key, value, at);
        return replay.fold(record(key, value, at)).orElseThrow();
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Instant at) {
        return new ConsumerRecord<>(
                DeskTopic.ACTIONS.topicName(),
                0,
                offset++,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    private TestOutputTopic<byte[], byte[]> topic(DeskTopic topic) {
        return driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<JournalEntry> journal() {
        return topic(DeskTopic.JOURNAL).readValuesToList().stream()
                .map(Codec.JOURNAL_ENTRY::decode)
                .toList();
    }

    @Test
    void aRefusedEntrysHeadersNameTheTicketThatItWasAbout() {
        publish(
                "{\"actionId\":\"a\",\"desk\":\"sales\",\"ticket\":\"t-1\",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},"
                        + "\"action\":{\"type\":\"CloseTicket\"}}",
                START);

        TestRecord<byte[], byte[]> entry = topic(DeskTopic.JOURNAL).readRecord();
        assertThat(Codec.JOURNAL_ENTRY.decode(entry.value()).getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(entry.headers().lastHeader(EventHeaders.SUBJECT).value())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("sales/t-1");
    }

    private static String admin(String id, String action) {
        return "{\"actionId\":\"" + id
                + "\",\"desk\":\"sales\",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":" + action + "}";
    }

    private static String by(String id, String role, String who, String ticket, String action) {
        return "{\"actionId\":\"" + id + "\",\"desk\":\"sales\",\"ticket\":\"" + ticket + "\",\"actor\":{\"role\":\""
                + role + "\",\"id\":\"" + who + "\"},\"action\":" + action + "}";
    }

    private static String open(String id, String ticket) {
        return by(id, "CUSTOMER", "c", ticket, "{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}");
    }

    private void agentOnline(String agent) {
        publish(admin("add-" + agent, "{\"type\":\"AddAgent\",\"agent\":\"" + agent + "\"}"), START);
        publish(
                admin("on-" + agent, "{\"type\":\"SetPresence\",\"presence\":\"ONLINE\",\"agent\":\"" + agent + "\"}"),
                START);
    }

    @Test
    void D8_aTicketThatPassesThroughPendingHasBothChangesInOrder() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);

        List<TicketStatusChanged> changes = topic(DeskTopic.STATUS_CHANGED).readValuesToList().stream()
                .map(Codec.TICKET_STATUS_CHANGED::decode)
                .toList();

        assertThat(changes).extracting(TicketStatusChanged::getRow).containsExactly("B1", "R1");
        assertThat(changes).extracting(TicketStatusChanged::getIndex).containsExactly(1, 2);
        assertThat(changes.get(1).getAssignee()).isEqualTo("bob");
        assertThat(changes.get(1).getFrom()).isEqualTo(Status.PENDING);
    }

    @Test
    void theJsonMirrorHasEachStatusChangeInItsJsonFormWithTheSameKeyTimeAndHeaders() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);

        List<TestRecord<byte[], byte[]>> mirrored =
                topic(DeskTopic.STATUS_CHANGED_JSON).readRecordsToList();
        List<TestRecord<byte[], byte[]>> changes =
                topic(DeskTopic.STATUS_CHANGED).readRecordsToList();

        assertThat(mirrored).hasSize(2);
        for (int i = 0; i < 2; i++) {
            TestRecord<byte[], byte[]> change = changes.get(i);
            assertThat(mirrored.get(i).value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(JsonForm.write(Codec.TICKET_STATUS_CHANGED.decode(change.value())));
            assertThat(mirrored.get(i).key()).isEqualTo(change.key());
            assertThat(mirrored.get(i).timestamp()).isEqualTo(change.timestamp());
            assertThat(text(mirrored.get(i), EventHeaders.ID)).isEqualTo(text(change, EventHeaders.ID));
            assertThat(text(mirrored.get(i), EventHeaders.CONTENT_TYPE)).isEqualTo("application/json");
            assertThat(text(change, EventHeaders.CONTENT_TYPE)).isEqualTo("application/avro");
        }
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    @Test
    void aRandomLogHasTheJournalAndTheStatusTopicThatReplayExpects() {
        RandomStories story = RandomStories.of(7, 20, 200);
        List<byte[]> entries = new ArrayList<>();
        List<TicketStatusChanged> changes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Step step = story.next();
            Replay.Expected expected =
                    publish(Published.action("sales", step.request()), Instant.ofEpochMilli(step.appended()));
            entries.add(expected.entry());
            changes.addAll(expected.changes());
        }

        assertThat(topic(DeskTopic.JOURNAL).readValuesToList()).containsExactlyElementsOf(entries);
        assertThat(topic(DeskTopic.STATUS_CHANGED).readValuesToList().stream().map(Codec.TICKET_STATUS_CHANGED::decode))
                .containsExactlyElementsOf(changes);
    }

    @Test
    void theTicketsTopicHasTheLatestStateOfEveryTicket() {
        RandomStories story = RandomStories.of(8, 20, 200);
        for (int i = 0; i < 5_000; i++) {
            Step step = story.next();
            publish(Published.action("sales", step.request()), Instant.ofEpochMilli(step.appended()));
        }

        Map<byte[], byte[]> latest = new java.util.TreeMap<>(java.util.Arrays::compare);
        for (var record : topic(DeskTopic.TICKETS).readRecordsToList()) {
            latest.put(record.key(), record.value());
        }
        assertThat(latest).hasSameSizeAs(replay.rows().get("sales").tickets());
        latest.forEach((key, value) -> {
            TicketSnapshot found = Codec.TICKET_SNAPSHOT.decode(value);
            TicketSnapshot expected = org.ticketdesk.mapping.TicketRecords.snapshot(
                    "sales",
                    found.getSequence(),
                    replay.desks().get("sales").ticket(new org.ticketdesk.core.journey.TicketId(found.getTicket())));
            assertThat(found).isEqualTo(expected);
            assertThat(new String(key, StandardCharsets.US_ASCII)).isEqualTo("sales/" + found.getTicket());
        });
    }

    @Test
    void K1_poisonGoesToTheRejectedWithItsReasonAndTheRestGoesOn() {
        log.pipeInput("sales".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2, 3}, START);
        offset++;
        publish(open("a1", "t1"), START);

        TestRecord<byte[], byte[]> rejected = topic(DeskTopic.REJECTED).readRecord();

        assertThat(rejected.value()).containsExactly(1, 2, 3);
        assertThat(new String(rejected.headers().lastHeader(Rejection.REASON).value(), StandardCharsets.UTF_8))
                .contains("single-object");
        assertThat(journal()).hasSize(1);
        assertThat(stats.rejectedCount()).isEqualTo(1);
    }

    @Test
    void aRecordWhoseKeyIsNotItsDeskIsRejected() {
        DeskAction action = action(open("a1", "t1"));
        log.pipeInput("other".getBytes(StandardCharsets.US_ASCII), Codec.DESK_ACTION.encode(action), START);

        assertThat(new String(
                        topic(DeskTopic.REJECTED)
                                .readRecord()
                                .headers()
                                .lastHeader(Rejection.REASON)
                                .value(),
                        StandardCharsets.UTF_8))
                .contains("\"other\"")
                .contains("\"sales\"");
        assertThat(journal()).isEmpty();
    }

    @Test
    void aTombstoneIsRejected() {
        log.pipeInput("sales".getBytes(StandardCharsets.US_ASCII), null, START);

        assertThat(topic(DeskTopic.REJECTED).readRecord().value()).isNull();
        assertThat(journal()).isEmpty();
    }

    @Test
    void K1_aHugeKeyIsNotSpelledOutInTheReason() {
        byte[] key = new byte[1_000_000];
        log.pipeInput(key, Codec.DESK_ACTION.encode(action(open("a1", "t1"))), START);

        assertThat(topic(DeskTopic.REJECTED)
                        .readRecord()
                        .headers()
                        .lastHeader(Rejection.REASON)
                        .value())
                .hasSizeLessThan(1_000);
    }

    @Test
    void D7_theSameActionTwiceIsADuplicateOfTheFirst() {
        publish(open("a1", "t1"), START);
        publish(open("a1", "t1"), START.plusSeconds(1));

        assertThat(journal()).extracting(JournalEntry::getOutcome).containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE);
    }

    @Test
    void D4_aClockThatHasRunOutIsPublishedOnceUntilItComesBack() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);
        publish(by("a2", "AGENT", "bob", "t1", "{\"type\":\"SendMessage\",\"messageId\":\"m1\"}"), START);

        driver.advanceWallClockTime(Duration.ofMinutes(9));
        assertThat(sent).isEmpty();
        driver.advanceWallClockTime(Duration.ofMinutes(1));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(sent).hasSize(1);

        publish(TimerPublisher.action(sent.getFirst()), START.plusSeconds(600));
        assertThat(journal().getLast().getFacts()).singleElement().asString().contains("R3");
        assertThat(stats.timerLateness().maxMs()).isZero();
    }

    @Test
    void aTimerThatFailedToBeSentIsPublishedAgain() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);
        publish(by("a2", "AGENT", "bob", "t1", "{\"type\":\"SendMessage\",\"messageId\":\"m1\"}"), START);
        driver.advanceWallClockTime(Duration.ofMinutes(10));
        sent.getFirst().failed();

        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(sent).hasSize(2);
    }

    @Test
    void aTimerThatCameBackEarlyIsPublishedAgain() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);
        publish(by("a2", "AGENT", "bob", "t1", "{\"type\":\"SendMessage\",\"messageId\":\"m1\"}"), START);
        driver.advanceWallClockTime(Duration.ofMinutes(10));
        long place = offset;
        publish(TimerPublisher.action(sent.getFirst()), START.plusSeconds(599));
        sent.getFirst()
                .appended(
                        place,
                        START.plusSeconds(599).toEpochMilli(),
                        START.plusSeconds(599).toEpochMilli());

        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(sent).hasSize(2);
        assertThat(stats.timersDismissedCount()).isEqualTo(1);
    }

    @Test
    void noClockIsPublishedWhileThePartitionLags() {
        agentOnline("bob");
        publish(open("a1", "t1"), START);
        publish(by("a2", "AGENT", "bob", "t1", "{\"type\":\"SendMessage\",\"messageId\":\"m1\"}"), START);
        caughtUp = false;

        driver.advanceWallClockTime(Duration.ofHours(1));

        assertThat(sent).isEmpty();
    }

    @Test
    void atMostAThousandTimersAreHandedOutASecondAndTheOldestFirst() {
        agentOnline("bob");
        publish(admin("cap", "{\"type\":\"SetCapacity\",\"agent\":\"bob\",\"capacity\":100}"), START);
        publish(
                admin("conf", "{\"type\":\"ConfigureDesk\",\"inProgressToPendingAfterMs\":1000,\"idleAfterMs\":null}"),
                START);
        for (int i = 0; i < 2_500; i++) {
            publish(open("o" + i, "t" + i), START.plusMillis(i));
            publish(by("p" + i, "ADMIN", "ada", "t" + i, "{\"type\":\"MoveToInProgress\"}"), START.plusMillis(i));
        }
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        sent.clear();
        for (int tick = 0; tick < 10; tick++) {
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }

        assertThat(sent).hasSize(1_000);
        assertThat(sent).extracting(timer -> timer.due().deadline()).isSorted();
    }
}
