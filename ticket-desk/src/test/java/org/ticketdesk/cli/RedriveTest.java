package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.redrive.Redrive;
import org.ticketdesk.cli.redrive.Rejected;
import org.ticketdesk.cli.redrive.Selection;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/** Rejected records published again, on a broker and with a processor that run. Each test has a desk of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedriveTest {
    private static final int PARTITIONS = 12;
    private static final int MANY = 2_000;
    private static final Pattern ACTION_ID = Pattern.compile("\"actionId\":\"([^\"]+)\"");

    private LocalDesk running;
    private DeskClients clients;
    private Producer<byte[], byte[]> producer;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        running = LocalDesk.withOwnBroker(DataFolder.open(folder), LocalDesk.Ports.ANY, step -> {}, () -> false);
        clients = DeskClients.of(running.bootstrap());
        producer = clients.producer(Map.of());
    }

    @AfterAll
    void stop() {
        producer.close();
        running.close();
    }

    @Test
    void whatStoodOnAnotherPartitionGoesToItsDesksInItsOldOrder() throws Exception {
        String desk = onAnotherPartition("a-1", "a-2");

        Typed typed = redrive("--desk", desk, "--wait");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines()).hasSize(3);
        assertThat(typed.outLines().get(0)).contains("\"actionId\":\"a-1\"", "\"outcome\":\"ACCEPTED\"");
        assertThat(typed.outLines().get(1)).contains("\"actionId\":\"a-2\"", "\"reason\":\"TICKET_EXISTS\"");
        assertThat(typed.outLines().get(2)).isEqualTo("2 published again, 0 stay, 0 went before.");
    }

    @Test
    void aSecondRunPublishesNothing() throws Exception {
        String desk = onAnotherPartition("a-1", "a-2");
        redrive("--desk", desk);

        Typed typed = redrive("--desk", desk);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines()).containsExactly("0 published again, 0 stay, 2 went before.");
        assertThat(inTheLog(desk)).hasSize(4);
    }

    @Test
    void aRunAfterOneThatEndedInBetweenPublishesTheRestAlone() throws Exception {
        String desk = onAnotherPartition("a-1", "a-2", "a-3");
        Rejected first = Redrive.plan(clients, new Selection(null, null, null, null, desk), step -> {})
                .actions()
                .getFirst();
        try (ActionPublisher interrupted = ActionPublisher.to(clients).open()) {
            interrupted
                    .repeat(first.action(), first.bytes(), first.headers())
                    .acknowledged()
                    .get();
        }

        Typed typed = redrive("--desk", desk);

        assertThat(typed.outLines()).containsExactly("2 published again, 0 stay, 1 went before.");
        assertThat(inTheLog(desk)).hasSize(6);
    }

    @Test
    void aRunThatIsKilledIsRunAgainAndNothingIsLostOrDoneTwice(@TempDir Path folder) throws Exception {
        String desk = newDesk();
        for (int i = 0; i < MANY; i++) {
            byte[] action = Codec.DESK_ACTION.encode(opened("a-" + i, desk, "t-" + i));
            producer.send(new ProducerRecord<>(
                    DeskTopic.ACTIONS.topicName(),
                    anotherPartition(desk),
                    desk.getBytes(StandardCharsets.UTF_8),
                    action));
        }
        Selection all = new Selection(null, null, null, null, desk);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Redrive.plan(clients, all, step -> {}).actions().size() == MANY);

        killedInTheMiddle(folder, desk);
        int left = Redrive.plan(clients, all, step -> {}).actions().size();
        Typed again = redrive("--desk", desk, "--wait");

        assertThat(left).isPositive().isLessThan(MANY);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.outLines().getLast())
                .isEqualTo(left + " published again, 0 stay, " + (MANY - left) + " went before.");
        Map<String, Long> accepted = desk("tail", "desk-journal").outLines().stream()
                .filter(line -> line.contains("\"desk\":\"" + desk) && line.contains("\"outcome\":\"ACCEPTED\""))
                .map(RedriveTest::actionId)
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(accepted)
                .hasSize(MANY)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    /** The brokers hold its producer back, so that it is in the middle for as long as it takes to kill it. */
    private void killedInTheMiddle(Path folder, String desk) throws Exception {
        ClientQuotaEntity slow = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "slow"));
        try (Admin admin = clients.admin()) {
            ClientQuotaAlteration.Op rate = new ClientQuotaAlteration.Op("producer_byte_rate", 10_000.0);
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(slow, List.of(rate))))
                    .all()
                    .get();
        }
        String[] command = {"redrive", "--desk", desk, "--bootstrap", running.bootstrap(), "--client", "client.id=slow"
        };
        TopicPartition its = new TopicPartition(DeskTopic.ACTIONS.topicName(), DeskPartition.of(desk, PARTITIONS));
        try (ChildDesk child = ChildDesk.start(folder, command);
                Consumer<byte[], byte[]> consumer = clients.consumer()) {
            long before = consumer.endOffsets(List.of(its)).get(its);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> consumer.endOffsets(List.of(its)).get(its) > before);
            child.kill();
        }
    }

    private static String actionId(String line) {
        Matcher id = ACTION_ID.matcher(line);
        assertThat(id.find()).as(line).isTrue();
        return id.group(1);
    }

    @Test
    void aDryRunSaysOfEachRecordWhatWouldBecomeOfItAndPublishesNothing() throws Exception {
        String desk = onAnotherPartition("a-1");
        int wrong = anotherPartition(desk);

        Typed typed = redrive("--desk", desk, "--dry-run");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines()).hasSize(3);
        assertThat(typed.outLines().get(0))
                .startsWith(wrong + "/")
                .contains(desk + " a-1 OpenTicket would go; was: The record is on partition " + wrong);
        assertThat(typed.outLines().get(1))
                .startsWith("1 would go that were rejected with: The record is on partition");
        assertThat(typed.outLines().get(2)).isEqualTo("1 would be published again, 0 stay, 0 went before.");
        assertThat(inTheLog(desk)).hasSize(1);
    }

    @Test
    void aRecordGoesOnceItsSchemaIsKnown() throws Exception {
        String desk = newDesk();
        publish(DeskPartition.of(desk, PARTITIONS), desk, NewerSchema.encoded(opened("a-1", desk)));
        awaitRejected(desk, 1);
        assertThat(redrive("--desk", desk).outLines())
                .last()
                .asString()
                .isEqualTo("0 published again, 1 stay, 0 went before.");

        NewerSchema.publish(clients);
        Typed typed = redrive("--desk", desk, "--wait");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.outLines().get(0)).contains("\"actionId\":\"a-1\"", "\"outcome\":\"ACCEPTED\"");
        Typed audited = desk("audit", "verify", "--desk", desk);
        assertThat(audited.exitCode()).as(audited.out()).isZero();
    }

    @Test
    void whatIsStillNoActionStaysWithItsReason() throws Exception {
        String desk = newDesk();
        int own = DeskPartition.of(desk, PARTITIONS);
        publish(own, desk, "no action".getBytes(StandardCharsets.UTF_8));
        publish(own, desk, null);
        publish(own, desk, Codec.DESK_ACTION.encode(opened("a-1", newDesk())));
        DeskAction badId = opened("a-2", desk);
        badId.setTicket("a ticket");
        publish(own, desk, Codec.DESK_ACTION.encode(badId));
        awaitRejected(desk, 4);

        Typed typed = redrive("--desk", desk);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.outLines()).last().asString().isEqualTo("0 published again, 4 stay, 0 went before.");
        assertThat(typed.outLines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("1 stay: The record has no value"))
                .anyMatch(line -> line.startsWith("1 stay: The record's key is \"" + desk + "\"; expected"))
                .anyMatch(line -> line.startsWith("1 stay: ticket: "));
    }

    @Test
    void aRecordWithoutAKeyStays() throws Exception {
        RecordMetadata place = publish(3, null, Codec.DESK_ACTION.encode(opened("a-1", newDesk())));
        String[] here = {"--partition", "3", "--offset", Long.toString(place.offset())};
        await().atMost(Duration.ofSeconds(60)).until(() -> redrive(here).exitCode() == 1);

        assertThat(redrive(here).outLines().getFirst()).startsWith("1 stay: The record's key is absent; expected");
    }

    @Test
    void aReasonSelectsByAPartOfIt() throws Exception {
        String desk = onAnotherPartition("a-1");

        assertThat(redrive("--desk", desk, "--reason", "NO VALUE").outLines())
                .containsExactly("0 published again, 0 stay, 0 went before.");
        assertThat(redrive("--desk", desk, "--reason", "Murmur2").outLines())
                .containsExactly("1 published again, 0 stay, 0 went before.");
    }

    /** Openings of one ticket, published where a client with another partitioner puts them, and rejected; the desk. */
    private String onAnotherPartition(String... actionIds) throws Exception {
        String desk = newDesk();
        for (String id : actionIds) {
            publish(anotherPartition(desk), desk, Codec.DESK_ACTION.encode(opened(id, desk)));
        }
        awaitRejected(desk, actionIds.length);
        return desk;
    }

    private static int anotherPartition(String desk) {
        return (DeskPartition.of(desk, PARTITIONS) + 1) % PARTITIONS;
    }

    private RecordMetadata publish(int partition, String key, byte[] value) throws Exception {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return producer.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), partition, bytes, value))
                .get();
    }

    private void awaitRejected(String desk, int number) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> desk("tail", "desk-actions-rejected").outLines().stream()
                                .filter(line -> line.contains("\"key\":\"" + desk))
                                .count()
                        == number);
    }

    private List<String> inTheLog(String desk) {
        return desk("tail", "desk-actions").outLines().stream()
                .filter(line -> line.contains("\"key\":\"" + desk))
                .toList();
    }

    private Typed redrive(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "redrive";
        System.arraycopy(args, 0, all, 1, args.length);
        return desk(all);
    }

    private Typed desk(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--bootstrap";
        all[args.length + 1] = running.bootstrap();
        return Typed.desk(all);
    }

    private static String newDesk() {
        return "desk-" + UUID.randomUUID();
    }

    private static DeskAction opened(String id, String desk) throws Exception {
        return opened(id, desk, "t-1");
    }

    private static DeskAction opened(String id, String desk, String ticket) throws Exception {
        return JsonForm.read("""
                {"actionId": "%s", "desk": "%s", "ticket": "%s", "actor": {"role": "CUSTOMER", "id": "c-1"}, \
                "action": {"type": "OpenTicket", "channel": "IN_APP"}}""".formatted(id, desk, ticket));
    }
}
