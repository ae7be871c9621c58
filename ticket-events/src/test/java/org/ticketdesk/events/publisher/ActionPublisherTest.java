package org.ticketdesk.events.publisher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.events.topics.TopicAdmin;

class ActionPublisherTest {

    private static final int PARTITIONS = 3;

    private static EmbeddedKafka kafka;
    private static DeskClients clients;
    private static StandInProcessor processor;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
        processor = new StandInProcessor(clients);
    }

    @AfterAll
    static void stopBroker() {
        processor.close();
        kafka.close();
    }

    @Test
    void anActionStandsInTheLogAsPublishedOnItsDesksPartitionWithTheBrokersTime() throws Exception {
        DeskAction action = action("as-published");
        Instant before = Instant.now();

        Receipt receipt;
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).from("/gateways/test").open()) {
            receipt = publisher
                    .publish(action, Map.of("traceparent", "00-1-2-01"))
                    .acknowledged()
                    .get(10, SECONDS);
        }

        assertThat(receipt.partition()).isEqualTo(DeskPartition.of("sales", PARTITIONS));
        ConsumerRecord<byte[], byte[]> record = inTheLog(receipt);
        assertThat(receipt.appendedAt())
                .isEqualTo(Instant.ofEpochMilli(record.timestamp()))
                .isBetween(before.minusMillis(1), Instant.now());
        assertThat(record.key()).isEqualTo("sales".getBytes(StandardCharsets.UTF_8));
        assertThat(Codec.DESK_ACTION.decode(record.value())).isEqualTo(action);
        assertThat(headers(record))
                .containsExactlyInAnyOrder(
                        "ce_specversion=1.0",
                        "ce_id=as-published",
                        "ce_type=org.ticketdesk.events.OpenTicket",
                        "ce_source=/gateways/test",
                        "ce_subject=sales/t-as-published",
                        "ce_time=2026-11-22T10:15:30.250Z",
                        "content-type=application/avro",
                        "traceparent=00-1-2-01");
    }

    @Test
    void aMalformedActionIsRefusedWithItsPathAndNotSent() {
        try (ActionPublisher publisher = ActionPublisher.to(clients).open()) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> publisher.publish(action("has a space")))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("actionId"));
        }
    }

    @Test
    void aHeaderOfThePublishersOwnIsRefused() {
        try (ActionPublisher publisher = ActionPublisher.to(clients).open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publisher.publish(action("headers"), Map.of("ce_id", "x")))
                    .withMessage("The header ce_id is the publisher's own: leave it out.");
        }
    }

    @Test
    void anActionsEntryIsItsOutcome() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            Publication publication = publisher.publish(action("decided"));
            Receipt receipt = publication.acknowledged().get(10, SECONDS);
            processor.decide("decided", receipt, 1);

            JournalEntry entry = publication.outcome().get(10, SECONDS);

            assertThat(entry.getActionId()).isEqualTo("decided");
            assertThat(entry.getSource().getPartition()).isEqualTo(receipt.partition());
            assertThat(entry.getSource().getOffset()).isEqualTo(receipt.offset());
        }
    }

    @Test
    void aDecisionThatWasNeverMadeIsNoOutcomeK12() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            Publication publication = publisher.publish(action("aborted-first"));
            Receipt receipt = publication.acknowledged().get(10, SECONDS);
            processor.decideAndAbort("aborted-first", receipt, 1);
            processor.decide("aborted-first", receipt, 2);

            assertThat(publication.outcome().get(10, SECONDS).getSequence()).isEqualTo(2);
        }
    }

    @Test
    void anotherPublishersEntryOfTheSameActionIdIsNoOutcome() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            Publication publication = publisher.publish(action("twice"));
            Receipt receipt = publication.acknowledged().get(10, SECONDS);
            processor.decide("twice", new Receipt(receipt.partition(), receipt.offset() + 1_000, Instant.EPOCH), 1);
            processor.decide("twice", receipt, 2);

            assertThat(publication.outcome().get(10, SECONDS).getSequence()).isEqualTo(2);
        }
    }

    @Test
    void aRejectedActionsOutcomeIsTheReason() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            DeskAction action = action("rejected");
            Publication publication = publisher.publish(action);
            Receipt receipt = publication.acknowledged().get(10, SECONDS);
            Rejection rejection = new Rejection("ticket: found none", receipt.partition(), receipt.offset());
            processor.reject(new byte[] {1, 2, 3}, new Rejection("no Avro", 0, 7));
            processor.reject(Codec.DESK_ACTION.encode(action), rejection);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publication.outcome().get(10, SECONDS))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ActionRejectedException.class,
                            e -> assertThat(e.rejection()).isEqualTo(rejection))
                    .withMessageContaining("was rejected as malformed: ticket: found none");
        }
    }

    @Test
    void anEntryThatCannotBeReadFailsTheOutcomesThatItMayBeAndNoOthers() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            Publication here = publisher.publish(action("unreadable"));
            Receipt receipt = here.acknowledged().get(10, SECONDS);
            Publication elsewhere = publisher.publish(onAnotherPartition("readable"));
            Receipt other = elsewhere.acknowledged().get(10, SECONDS);
            long offset = processor.writeGarbage(receipt.partition());
            processor.decide("readable", other, 1);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> here.outcome().get(10, SECONDS))
                    .havingCause()
                    .isInstanceOf(OutcomeUnknownException.class)
                    .withMessageStartingWith(
                            "The outcome may be at offset %d of desk-journal, partition %d, which cannot be read: ",
                            offset, receipt.partition());
            assertThat(elsewhere.outcome().get(10, SECONDS).getActionId()).isEqualTo("readable");
        }
    }

    @Test
    void withoutOutcomesTheOutcomeSaysSo() throws Exception {
        try (ActionPublisher publisher = ActionPublisher.to(clients).open()) {
            assertThat(publisher.publish(action("no-outcomes")).outcome())
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage("This publisher does not read outcomes: open it withOutcomes().");
        }
    }

    @Test
    void closingFailsOpenOutcomesButAcknowledgesWhatWasPublished() throws Exception {
        ActionPublisher publisher = ActionPublisher.to(clients)
                .withOutcomes()
                .linger(Duration.ofMillis(200))
                .open();
        Publication publication = publisher.publish(action("open"));

        publisher.close();

        assertThat(publication.acknowledged()).isCompleted();
        assertThat(publication.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(PublisherClosedException.class)
                .withMessage("The publisher was closed before the outcome was read.");
    }

    @Test
    void aClosedPublisherTakesNothing() {
        ActionPublisher publisher = ActionPublisher.to(clients).open();
        publisher.close();

        assertThatIllegalStateException().isThrownBy(() -> publisher.publish(action("late")));
    }

    @Test
    void whatHasNoRoomInTimeIsRefusedAndNotSent() throws Exception {
        try (ActionPublisher publisher = ActionPublisher.to(clients)
                .atMostUnacknowledged(2, 1_000_000)
                .linger(Duration.ofSeconds(10))
                .patience(Duration.ofSeconds(1))
                .open()) {
            publisher.publish(action("first"));
            publisher.publish(action("second"));

            assertThatExceptionOfType(PublisherFullException.class)
                    .isThrownBy(() -> publisher.publish(action("third")))
                    .withMessageStartingWith("2 actions of ")
                    .withMessageContaining(
                            "are unacknowledged after a wait of 1000 ms, expected fewer than 2 and 1000000 bytes");
        }
    }

    @Test
    void publishingWaitsForRoomAndKeepsTheOrder() throws Exception {
        List<CompletableFuture<Receipt>> acknowledged = new ArrayList<>();
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).atMostUnacknowledged(3, 1_000_000).open()) {
            for (int i = 0; i < 200; i++) {
                acknowledged.add(publisher.publish(action("flow-" + i)).acknowledged());
            }
        }

        assertThat(acknowledged.stream().map(CompletableFuture::join).map(Receipt::offset))
                .hasSize(200)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aPublisherToNoTopicsSaysSo(@TempDir Path folder) {
        try (EmbeddedKafka empty = EmbeddedKafka.inThisJvm(folder, 0)) {
            ActionPublisher.Builder builder =
                    ActionPublisher.to(DeskClients.of(empty.bootstrap())).patience(Duration.ofMillis(300));

            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(builder::open)
                    .withMessageContaining("desk-actions");
        }
    }

    @Test
    void manyThreadsPublishAndEachGetsItsOwnOutcome() throws Exception {
        int threads = 4;
        int each = 10;
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            List<CompletableFuture<List<String>>> results = IntStream.range(0, threads)
                    .mapToObj(thread -> CompletableFuture.supplyAsync(() -> IntStream.range(0, each)
                            .mapToObj(i -> decidedAtOnce(publisher, "many-" + thread + "-" + i))
                            .toList()))
                    .toList();

            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                assertThat(results.get(thread).get(30, SECONDS))
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(i -> "many-" + number + "-" + i)
                                .toList());
            }
        }
    }

    private static String decidedAtOnce(ActionPublisher publisher, String actionId) {
        try {
            Publication publication = publisher.publish(action(actionId));
            processor.decide(actionId, publication.acknowledged().get(10, SECONDS), 1);
            return publication.outcome().get(10, SECONDS).getActionId();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static DeskAction action(String actionId) {
        DeskAction action = Actions.openTicket(actionId, "sales", "t-" + actionId, "c-9", Channel.SOCIAL);
        action.setOccurredAt(Instant.parse("2026-11-22T10:15:30.250Z"));
        return action;
    }

    private static DeskAction onAnotherPartition(String actionId) {
        String desk = IntStream.range(0, 100)
                .mapToObj(i -> "desk-" + i)
                .filter(name -> DeskPartition.of(name, PARTITIONS) != DeskPartition.of("sales", PARTITIONS))
                .findFirst()
                .orElseThrow();
        return Actions.openTicket(actionId, desk, "t-1", "c-9", Channel.SOCIAL);
    }

    private static ConsumerRecord<byte[], byte[]> inTheLog(Receipt receipt) {
        TopicPartition partition = new TopicPartition(DeskTopic.ACTIONS.topicName(), receipt.partition());
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, receipt.offset());
            return await().until(() -> consumer.poll(Duration.ofMillis(50)), records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
