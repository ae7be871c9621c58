package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.mapping.Published;

/** The processor on a real broker: what it writes is what replaying the log says, through restarts and rebalances. */
@SuppressWarnings("try")
class OnKafkaTest {
    private static final int PARTITIONS = 3;

    private Cluster kafka;

    @BeforeEach
    void open(@TempDir Path folder) {
        kafka = new Cluster(folder, PARTITIONS);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void everyRowHappensAsTheRulebookSaysWithARestartInTheMiddle() {
        try (TicketProcessor processor = kafka.start()) {
            rowsBeforeTheRestart("sales");
        }
        try (TicketProcessor processor = kafka.start()) {
            rowsAfterTheRestart("sales");

            Verification report = awaitRows(EnumSet.allOf(Row.class));

            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).containsOnlyKeys(EnumSet.allOf(Row.class));
        }
    }

    private void rowsBeforeTheRestart(String desk) {
        kafka.admin(
                desk,
                "\"ConfigureDesk\",\"idleAfterMs\":1000,\"closeIdleAfterMs\":1000,"
                        + "\"inProgressToPendingAfterMs\":1000,\"defaultCapacity\":50");
        kafka.agentOnline(desk, "bob", 50);
        kafka.agentOnline(desk, "eve", 50);
        open(desk, "by-hand", "IN_APP");
        kafka.agent("bob", desk, "by-hand", "\"SendMessage\",\"messageId\":\"m\"");
        kafka.admin(desk, "by-hand", "\"MoveToIdle\"");
        kafka.customer(desk, "by-hand", "\"SendMessage\",\"messageId\":\"m\"");
        kafka.admin(desk, "by-hand", "\"MoveToInProgress\"");
        kafka.customer(desk, "by-hand", "\"SendMessage\",\"messageId\":\"m\"");
        kafka.admin(desk, "by-hand", "\"CloseTicket\"");
        kafka.admin(desk, "by-hand", "\"ReopenTicket\"");
        open(desk, "social", "SOCIAL");
        kafka.admin(desk, "social", "\"MoveToInProgress\"");
        kafka.admin(desk, "social", "\"AssignTicket\",\"agent\":\"eve\"");
        kafka.agent("eve", desk, "social", "\"CloseTicket\"");
        kafka.agent("eve", desk, "social", "\"ReopenTicket\"");
        kafka.presence(desk, "eve", "AWAY");
        kafka.agent("bob", desk, "chat", "\"StartProactiveChat\",\"customer\":\"c-1\"");
        kafka.customer(desk, "chat", "\"SendMessage\",\"messageId\":\"m\"");
        open(desk, "clocks", "IN_APP");
        kafka.agent("bob", desk, "clocks", "\"SendMessage\",\"messageId\":\"m\"");
        open(desk, "parked", "IN_APP");
        kafka.admin(desk, "parked", "\"MoveToInProgress\"");
    }

    private void rowsAfterTheRestart(String desk) {
        awaitRows(EnumSet.of(Row.R3, Row.R11, Row.R16));
        kafka.admin(
                desk,
                "\"ConfigureDesk\",\"idleAfterMs\":null,\"closeIdleAfterMs\":null,\"inProgressToPendingAfterMs\":null");
        kafka.presence(desk, "eve", "ONLINE");
        open(desk, "idle", "IN_APP");
        kafka.admin(desk, "idle", "\"AssignTicket\",\"agent\":\"eve\"");
        kafka.admin(desk, "idle", "\"SendMessage\",\"messageId\":\"m\"");
        kafka.admin(desk, "idle", "\"MoveToIdle\"");
        kafka.admin(desk, "idle", "\"MoveToInProgress\"");
        kafka.admin(desk, "idle", "\"AssignTicket\",\"agent\":\"eve\"");
        kafka.admin(desk, "idle", "\"MoveToIdle\"");
        kafka.admin(desk, "idle", "\"CloseTicket\"");
        open(desk, "away", "IN_APP");
        kafka.admin(desk, "away", "\"AssignTicket\",\"agent\":\"eve\"");
        kafka.admin(desk, "away", "\"MoveToInProgress\"");
        kafka.presence(desk, "eve", "OFFLINE");
        kafka.customer(desk, "away", "\"SendMessage\",\"messageId\":\"m\"");
        kafka.admin(desk, "idle", "\"ReopenTicket\"");
    }

    private void open(String desk, String ticket, String channel) {
        kafka.customer(desk, ticket, "\"OpenTicket\",\"channel\":\"" + channel + "\"");
    }

    private Verification awaitRows(Set<Row> rows) {
        Verification report = kafka.check();
        for (int i = 0; i < 100 && !report.rows().keySet().containsAll(rows); i++) {
            Cluster.pause(200);
            report = kafka.check();
        }
        assertThat(report.rows().keySet()).containsAll(rows);
        return report;
    }

    @Test
    void aRandomLogOfSeveralDesksIsDecidedAsReplaySays() {
        try (TicketProcessor processor = kafka.start()) {
            publishRandom(1, "sales", 2_000);
            publishRandom(2, "support", 2_000);
            publishRandom(3, "billing", 2_000);

            Verification report = kafka.check();

            assertThat(report.findings()).isEmpty();
            assertThat(report.actions()).isGreaterThanOrEqualTo(6_000);
        }
    }

    @Test
    void K10_aGroupWhoseCommittedOffsetsAreGoneDecidesNothingTwice() {
        try (TicketProcessor processor = kafka.start()) {
            publishRandom(4, "sales", 1_000);
            kafka.check();
        }
        kafka.deleteCommittedOffsets(ProcessorConfig.DEFAULT_APPLICATION_ID);

        try (TicketProcessor processor = kafka.start()) {
            publishRandom(5, "sales-2", 200);
            Verification report = kafka.check();

            assertThat(report.findings()).isEmpty();
            assertThat(processor.stats().passedOverCount()).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void emptyStoresBesideAJournalAreFilledFromItAndNothingIsDecidedAgain(@TempDir Path elsewhere) {
        try (TicketProcessor processor = kafka.start()) {
            publishRandom(6, "sales", 1_000);
            kafka.check();
        }
        ProcessorConfig anew = ProcessorConfig.of(kafka.bootstrap(), elsewhere).withApplicationId("another");

        try (TicketProcessor processor = kafka.start(anew)) {
            publishRandom(7, "sales", 1_000);
            Verification report = kafka.check();

            assertThat(report.findings()).isEmpty();
            assertThat(processor.stats().entriesRecoveredCount()).isGreaterThanOrEqualTo(1_000);
            assertThat(processor.stats().passedOverCount()).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void aFolderThatIsGoneIsRestoredFromTheChangelogs(@TempDir Path elsewhere) {
        try (TicketProcessor processor = kafka.start()) {
            publishRandom(8, "sales", 1_000);
            kafka.check();
        }

        try (TicketProcessor processor = kafka.start(ProcessorConfig.of(kafka.bootstrap(), elsewhere))) {
            publishRandom(9, "sales", 500);

            assertThat(kafka.check().findings()).isEmpty();
            assertThat(processor.stats().entriesRecoveredCount()).isZero();
        }
    }

    @Test
    void aSecondProcessorThatComesAndGoesUnderLoadLosesAndDoublesNothing(@TempDir Path elsewhere) {
        try (TicketProcessor first = kafka.start()) {
            publishRandom(10, "sales", 500);
            try (TicketProcessor second = kafka.start(ProcessorConfig.of(kafka.bootstrap(), elsewhere))) {
                publishRandom(11, "support", 500);
                publishRandom(12, "billing", 500);
            }
            publishRandom(13, "returns", 500);

            assertThat(kafka.check().findings()).isEmpty();
        }
    }

    @Test
    void K10_twoProcessorsInMemoryWithThreadsAndStandbysTakeOverFromEachOther(@TempDir Path elsewhere) {
        try (TicketProcessor first = kafka.start(inMemoryWithStandbys(elsewhere.resolve("first")))) {
            publishRandom(15, "sales", 500);
            try (TicketProcessor second = kafka.start(inMemoryWithStandbys(elsewhere.resolve("second")))) {
                publishRandom(16, "support", 500);
                assertThat(kafka.check().findings()).isEmpty();
                first.close();
                publishRandom(17, "billing", 500);

                assertThat(kafka.check().findings()).isEmpty();
                assertThat(second.stats().entriesRecoveredCount()).isZero();
            }
        }
    }

    private ProcessorConfig inMemoryWithStandbys(Path folder) {
        return ProcessorConfig.of(kafka.bootstrap(), folder)
                .withInMemory(true)
                .withThreads(2)
                .withStandbys(1);
    }

    @Test
    void K1_poisonIsRejectedWithItsPlaceAndThePartitionGoesOn() {
        int partition = DeskPartition.of("sales", PARTITIONS);
        kafka.publish(partition, "sales", new byte[] {7});
        open("sales", "t1", "IN_APP");
        try (TicketProcessor processor = kafka.start()) {
            assertThat(kafka.check().findings()).isEmpty();

            ConsumerRecord<byte[], byte[]> rejected = rejected();
            assertThat(rejected.value()).containsExactly(7);
            assertThat(header(rejected, Rejection.SOURCE_PARTITION)).isEqualTo(Integer.toString(partition));
            assertThat(header(rejected, Rejection.SOURCE_OFFSET)).isEqualTo("0");
        }
    }

    @Test
    void aRecordOnTheWrongPartitionIsRejected() {
        int wrong = (DeskPartition.of("sales", PARTITIONS) + 1) % PARTITIONS;
        byte[] action = Codec.DESK_ACTION.encode(
                Cluster.read(
                        "{\"actionId\":\"a\",\"desk\":\"sales\",\"ticket\":\"t\","
                                + "\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c\"},\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}"));
        kafka.publish(wrong, "sales", action);
        try (TicketProcessor processor = kafka.start()) {
            assertThat(header(awaitRejected(), Rejection.REASON)).contains("murmur2");
            assertThat(kafka.check().actions()).isZero();
        }
    }

    @Test
    void oneActionMovesTenThousandTicketsWithLongIds() {
        String longId = "x".repeat(120);
        try (TicketProcessor processor = kafka.start()) {
            kafka.admin("sales", "\"AddAgent\",\"agent\":\"" + longId + "\",\"capacity\":1");
            kafka.presence("sales", longId, "ONLINE");
            for (int i = 0; i < 10_000; i++) {
                String ticket = longId + i;
                kafka.publish(Cluster.read("{\"actionId\":\"s" + i + "\",\"desk\":\"sales\",\"ticket\":\"" + ticket
                        + "\",\"actor\":{\"role\":\"AGENT\",\"id\":\"" + longId
                        + "\"},\"action\":{\"type\":\"StartProactiveChat\",\"customer\":\"" + longId + "\"}}"));
                kafka.publish(Cluster.read("{\"actionId\":\"m" + i + "\",\"desk\":\"sales\",\"ticket\":\"" + ticket
                        + "\",\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"" + longId
                        + "\"},\"action\":{\"type\":\"SendMessage\",\"messageId\":\"m\"}}"));
            }
            kafka.presence("sales", longId, "AWAY");

            Verification report = kafka.check();

            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).containsEntry(Row.R7, 10_000L);
        }
    }

    @Test
    void D4_threeThousandClocksThatRunOutAtOnceAreFiredEachOnce() {
        try (TicketProcessor processor = kafka.start()) {
            kafka.admin("sales", "\"ConfigureDesk\",\"inProgressToPendingAfterMs\":2000,\"defaultCapacity\":100");
            for (int a = 0; a < 40; a++) {
                kafka.agentOnline("sales", "agent-" + a, 100);
            }
            for (int i = 0; i < 3_000; i++) {
                kafka.publish(
                        Cluster.read(
                                "{\"actionId\":\"o" + i + "\",\"desk\":\"sales\",\"ticket\":\"t" + i
                                        + "\",\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c\"},\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}"));
                kafka.publish(
                        Cluster.read(
                                "{\"actionId\":\"p" + i + "\",\"desk\":\"sales\",\"ticket\":\"t" + i
                                        + "\",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":{\"type\":\"MoveToInProgress\"}}"));
            }
            for (int i = 0; i < 200 && processor.stats().timerLateness().fired() < 3_000; i++) {
                Cluster.pause(100);
            }

            Verification report = kafka.check();

            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).containsEntry(Row.R11, 3_000L);
            assertThat(processor.stats().timersPublishedCount()).isEqualTo(3_000);
            assertThat(processor.stats().timersDismissedCount()).isZero();
        }
    }

    @Test
    void entriesAreGaplessAndPlacedWhereTheirActionsStand() {
        try (TicketProcessor processor = kafka.start()) {
            publishRandom(14, "sales", 300);
            kafka.check();

            List<JournalEntry> entries = journal("sales");

            assertThat(entries)
                    .extracting(JournalEntry::getSequence)
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, entries.size())
                            .boxed()
                            .toList());
            assertThat(entries)
                    .extracting(entry -> entry.getSource().getOffset())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(entries).extracting(JournalEntry::getOutcome).contains(Outcome.REFUSED, Outcome.DUPLICATE);
        }
    }

    private List<JournalEntry> journal(String desk) {
        List<JournalEntry> entries = new java.util.ArrayList<>();
        try (Records reader =
                TopicArchive.of(kafka.clients()).open(DeskTopic.JOURNAL, DeskPartition.of(desk, PARTITIONS))) {
            reader.forEachRemaining(record -> entries.add(Codec.JOURNAL_ENTRY.decode(record.value())));
        }
        return entries;
    }

    private ConsumerRecord<byte[], byte[]> awaitRejected() {
        for (int i = 0; i < 100; i++) {
            ConsumerRecord<byte[], byte[]> found = rejected();
            if (found != null) {
                return found;
            }
            Cluster.pause(100);
        }
        throw new AssertionError("Nothing was rejected");
    }

    private ConsumerRecord<byte[], byte[]> rejected() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            try (Records reader = TopicArchive.of(kafka.clients()).open(DeskTopic.REJECTED, partition)) {
                if (reader.hasNext()) {
                    return reader.next();
                }
            }
        }
        return null;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void publishRandom(long seed, String desk, int actions) {
        RandomStories story = RandomStories.of(seed, 20, 200);
        for (int i = 0; i < actions; i++) {
            Step step = story.next();
            kafka.publish(Published.action(desk, step.request()));
        }
    }
}
