package org.ticketdesk.events.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;

class StatusFeedTest {

    private static final int PARTITIONS = 2;
    private static final Instant TEN_O_CLOCK = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration SOON = Duration.ofMillis(200);

    private static EmbeddedKafka kafka;
    private static DeskClients clients;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> processor;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
        admin = clients.admin();
        Map<String, Object> properties = new HashMap<>(clients.producerProperties(Map.of()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "stand-in");
        processor = new KafkaProducer<>(properties);
        processor.initTransactions();
    }

    @AfterAll
    static void stopBroker() {
        processor.close();
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void emptyTheTopic() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            deleteBefore(partition, RecordsToDelete.beforeOffset(-1));
        }
    }

    @Test
    void fromTheBeginningEverythingCommittedComesInItsDesksOrderK12() {
        commit(0, "t-1", "t-2");
        abort(0, "never");
        commit(0, "t-3");
        commit(1, "t-4");

        try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
            List<TicketStatusChanged> changes = untilCaughtUp(feed);

            assertThat(changes)
                    .filteredOn(change -> change.getDesk().equals("desk-0"))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactly("t-1", "t-2", "t-3");
            assertThat(changes)
                    .filteredOn(change -> change.getDesk().equals("desk-1"))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactly("t-4");
        }
    }

    @Test
    void aBacklogThatEndsWithAbortedDecisionsIsCaughtUpWithToo() {
        commit(0, "t-1");
        abort(0, "never");
        abort(1, "never");

        try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
            assertThat(untilCaughtUp(feed))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactly("t-1");
        }
    }

    @Test
    void fromNowOnlyWhatComesLaterIsSeen() {
        commit(0, "before");

        try (StatusFeed feed = StatusFeed.fromNow(clients)) {
            assertThat(feed.poll(Duration.ZERO).caughtUp()).isTrue();
            commit(0, "after");

            assertThat(await().until(() -> feed.poll(SOON).changes(), changes -> !changes.isEmpty()))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactly("after");
        }
    }

    @Test
    void fromATimeItBeginsThereOnEachPartition() {
        write(0, encoded(0, "t-9"), TEN_O_CLOCK.minusMillis(1));
        write(0, encoded(0, "t-10"), TEN_O_CLOCK);
        write(1, encoded(1, "t-8"), TEN_O_CLOCK.minusSeconds(7200));

        try (StatusFeed feed = StatusFeed.fromTime(clients, TEN_O_CLOCK)) {
            assertThat(untilCaughtUp(feed))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactly("t-10");
        }
    }

    @Test
    void D10_itGoesOnFromThePositionsThatItHandedOut() {
        commit(0, "t-1");
        commit(1, "t-2");
        Map<Integer, Long> positions;
        try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
            untilCaughtUp(feed);
            positions = feed.poll(Duration.ZERO).positions();
        }
        commit(0, "t-3");
        commit(1, "t-4");

        try (StatusFeed feed = StatusFeed.from(clients, positions)) {
            assertThat(untilCaughtUp(feed))
                    .extracting(TicketStatusChanged::getTicket)
                    .containsExactlyInAnyOrder("t-3", "t-4");
        }
    }

    @Test
    void positionsOfOtherPartitionsAreRefused() {
        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> StatusFeed.from(clients, Map.of(0, 5L, 7, 1L)))
                .withMessage("Found positions of the partitions [0, 7], expected one for each of the 2 of"
                        + " ticket-status-changed: they are of another topic, or of another time.");
    }

    @Test
    void aPositionThatIsNotKeptAnyMoreIsAnErrorAndNotAGap() throws Exception {
        long first = end(0);
        commit(0, "t-1", "t-2", "t-3");
        deleteBefore(0, RecordsToDelete.beforeOffset(first + 2));

        try (StatusFeed feed = StatusFeed.from(clients, Map.of(0, first + 1, 1, end(1)))) {
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> untilStopped(feed, new ArrayList<>()))
                    .withMessage(
                            "Found no record at {ticket-status-changed-0=%d}, partition and next offset: it is not kept any more."
                                    + " Open a feed from the beginning, and expect a gap.",
                            first + 1);
        }
    }

    @Test
    void aRecordThatCannotBeReadStopsTheFeedThereAndIsNeverSkipped() {
        commit(0, "t-1");
        long unreadable = end(0);
        write(0, new byte[] {1, 2, 3}, TEN_O_CLOCK);
        commit(0, "t-2");

        try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
            List<TicketStatusChanged> before = new ArrayList<>();
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> untilStopped(feed, before))
                    .withMessageStartingWith(
                            "Cannot read offset %d of ticket-status-changed, partition 0: ", unreadable)
                    .withMessageEndingWith(
                            "open a feed from the last positions with %d for the partition.", unreadable + 1);
            assertThat(before).extracting(TicketStatusChanged::getTicket).containsExactly("t-1");
            assertThatExceptionOfType(FeedException.class).isThrownBy(() -> feed.poll(SOON));
        }
    }

    @Test
    void closingTellsWhoeverWaits() {
        StatusFeed feed = StatusFeed.fromNow(clients);
        CompletableFuture<StatusFeed.Batch> waiting =
                CompletableFuture.supplyAsync(() -> feed.poll(Duration.ofMinutes(5)));

        feed.close();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    private static List<TicketStatusChanged> untilCaughtUp(StatusFeed feed) {
        List<TicketStatusChanged> changes = new ArrayList<>();
        await().until(() -> {
            StatusFeed.Batch batch = feed.poll(SOON);
            changes.addAll(batch.changes());
            return batch.caughtUp();
        });
        return changes;
    }

    /** Polls for as long as a broker may need, which ends with the exception that the test expects. */
    private static void untilStopped(StatusFeed feed, List<TicketStatusChanged> before) {
        for (int i = 0; i < 50; i++) {
            before.addAll(feed.poll(SOON).changes());
        }
    }

    private static long end(int partition) {
        try (StatusFeed feed = StatusFeed.fromNow(clients)) {
            return feed.poll(Duration.ZERO).positions().get(partition);
        }
    }

    private static void deleteBefore(int partition, RecordsToDelete end) throws Exception {
        TopicPartition place = new TopicPartition(DeskTopic.STATUS_CHANGED.topicName(), partition);
        admin.deleteRecords(Map.of(place, end)).all().get();
    }

    private static void commit(int partition, String... tickets) {
        processor.beginTransaction();
        for (String ticket : tickets) {
            processor.send(record(partition, encoded(partition, ticket), TEN_O_CLOCK));
        }
        processor.commitTransaction();
    }

    private static void write(int partition, byte[] value, Instant time) {
        processor.beginTransaction();
        processor.send(record(partition, value, time));
        processor.commitTransaction();
    }

    private static void abort(int partition, String ticket) {
        processor.beginTransaction();
        processor.send(record(partition, encoded(partition, ticket), TEN_O_CLOCK));
        processor.flush();
        processor.abortTransaction();
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, byte[] value, Instant time) {
        byte[] key = "desk/ticket".getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(DeskTopic.STATUS_CHANGED.topicName(), partition, time.toEpochMilli(), key, value);
    }

    private static byte[] encoded(int partition, String ticket) {
        TicketStatusChanged change = Samples.changes().get(0);
        change.setDesk("desk-" + partition);
        change.setTicket(ticket);
        return Codec.TICKET_STATUS_CHANGED.encode(change);
    }
}
