package org.ticketdesk.cli;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.cli.traffic.RowStories;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.access.Grant;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.StateRebuild;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.rebuild.Rebuild;

/**
 * Each party does all of its work with what {@link Party} says, and nothing else: on a broker whose authorizer denies what nobody
 * has granted. What each may do is written here once more, by hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("try")
class AccessRulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Read, Write, Create, Delete; c and a are for the topic's configuration: to see it, and to alter it. */
    private static final String MATRIX = """
            topic                      gateway gateway-with-outcomes dashboard processor projection auditor operator
            desk-actions               W       W                     -         RWc       W          Rc      RWCDca
            desk-journal               -       R                     -         RWc       R          Rc      RCDca
            ticket-status-changed      -       -                     R         RWc       -          Rc      CDca
            ticket-status-changed-json -       -                     R         Wc        -          Rc      CDca
            tickets                    -       -                     R         RWc       -          Rc      CDca
            desk-schemas               -       R                     R         Rc        R          Rc      RWCDca
            desk-actions-rejected      -       R                     -         Wc        -          Rc      RCDca
            """;

    /** Beside the topics: consumer groups, and what transactions are named. */
    private static final Map<Party, Set<String>> GROUPS = Map.of(
            Party.DASHBOARD, Set.of("dashboard-1"),
            Party.PROCESSOR, Set.of("ticket-processor"));

    private static final Set<String> ALL_GROUPS =
            Set.of("dashboard-1", "ticket-processor", "ticket-processor-x", "another");

    private static final Set<String> TRANSACTIONS = Set.of("ticket-processor-x", "another");

    private static final Set<String> KAFKAS_OWN = Set.of("__consumer_offsets", "__transaction_state");

    private static final Set<String> OTHER_TOPICS =
            Set.of("__consumer_offsets", "__transaction_state", "ticket-processor-desk-rows-v1-changelog");

    private SecuredCluster cluster;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        cluster = SecuredCluster.start(folder);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void theRulesAndTheTopicsAreMadeByTheCommandsForIt() {
        List<String> words = new ArrayList<>(List.of("topics", "acls", "--create"));
        for (Party party : Party.values()) {
            words.addAll(List.of("--party", party.label() + "=User:" + party.label()));
        }

        Typed rules = cluster.desk(SecuredCluster.ROOT, words.toArray(String[]::new));
        Typed topics = cluster.desk(
                Party.OPERATOR.label(),
                "topics",
                "create",
                "--json-mirror",
                "--partitions",
                "" + SecuredCluster.PARTITIONS);

        assertThat(rules.err() + topics.err()).isEmpty();
        assertThat(rules.out()).endsWith(" access rules are there.\n");
        assertThat(topics.out()).isEqualTo("The topics are there, with 3 partitions.\n");
    }

    @Test
    @Order(2)
    void eachPartyDoesItsWork() throws Exception {
        try (TicketProcessor processor = processor("first")) {
            publishEveryRow();
            Verification verified = awaitEveryRow();

            assertThat(verified.findings()).isEmpty();
            assertThat(processor.ended()).isNotDone();
            followStatuses(verified.statusChanges());
            applyAndRebuild(verified.entries());
        }
    }

    private void publishEveryRow() throws Exception {
        List<Publication> published = new ArrayList<>();
        try (ActionPublisher gateway =
                        ActionPublisher.to(cluster.clients(Party.GATEWAY)).open();
                ActionPublisher withOutcomes = ActionPublisher.to(cluster.clients(Party.GATEWAY_WITH_OUTCOMES))
                        .withOutcomes()
                        .open()) {
            for (Row row : Row.values()) {
                for (DeskAction action : RowStories.of(row, "desk-" + row, "id-" + row)) {
                    gateway.publish(action).acknowledged().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    published.add(withOutcomes.publish(action));
                }
            }
            for (Publication publication : published) {
                JournalEntry entry = publication.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(entry.getOutcome()).isEqualTo(Outcome.DUPLICATE);
            }
        }
    }

    private Verification awaitEveryRow() {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> Verifier.run(cluster.clients(Party.AUDITOR)),
                        verified -> verified.rows().keySet().containsAll(EnumSet.allOf(Row.class)));
    }

    private void followStatuses(long expected) {
        try (StatusFeed feed = StatusFeed.fromBeginning(cluster.clients(Party.DASHBOARD))) {
            long seen = 0;
            while (seen < expected) {
                seen += feed.poll(Duration.ofSeconds(10)).changes().size();
            }
            assertThat(seen).isEqualTo(expected);
        }
    }

    private void applyAndRebuild(long entries) throws Exception {
        ProjectionConfig config = ProjectionConfig.of(cluster.bootstrap(), "jdbc:sqlite:" + folder.resolve("views"))
                .withClient(cluster.client(Party.PROJECTION.label()));
        try (Projection projection = Projection.start(config);
                ActionPublisher http = ActionPublisher.to(config.clients()).open()) {
            http.publish(RowStories.of(Row.B1, "over-http", "http").get(0))
                    .acknowledged()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> projection.stats().applied() > entries);
        }
        assertThat(Rebuild.run(config, progress -> {}).entries()).isGreaterThan(entries);
    }

    @Test
    @Order(3)
    void aProcessorFindsItsStateAgainFromItsChangelogAndFromTheJournal() throws Exception {
        try (TicketProcessor processor = processor("second")) {
            assertThat(processor.ended()).isNotDone();
        }

        StateRebuild.run(config("second"), step -> {}, () -> false);

        try (TicketProcessor processor = processor("second")) {
            assertThat(processor.ended()).isNotDone();
        }
    }

    @Test
    @Order(4)
    void theCommandsOfAPartyWorkWithWhatItHas() throws Exception {
        Path actions = Files.writeString(folder.resolve("actions.jsonl"), "");

        List<Typed> typed = List.of(
                cluster.desk(Party.GATEWAY.label(), "publish", actions.toString()),
                cluster.desk(Party.GATEWAY_WITH_OUTCOMES.label(), "publish", actions.toString(), "--wait"),
                cluster.desk(Party.DASHBOARD.label(), "tail", "ticket-status-changed", "--max", "1"),
                cluster.desk(Party.AUDITOR.label(), "audit", "verify"),
                cluster.desk(
                        Party.AUDITOR.label(),
                        "audit",
                        "seal",
                        "--out",
                        folder.resolve("seal").toString()),
                cluster.desk(
                        Party.AUDITOR.label(),
                        "audit",
                        "export",
                        "--folder",
                        folder.resolve("export").toString()),
                cluster.desk(Party.OPERATOR.label(), "topics", "check"));

        assertThat(typed).allSatisfy(done -> {
            assertThat(done.errLines()).allMatch(line -> line.startsWith("Verifying: "));
            assertThat(done.exitCode()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    @Order(5)
    void aPartyMayDoWithEachTopicWhatIsWrittenAboveAndIsDeniedAllElse(Party party) throws Exception {
        Map<DeskTopic, Set<AclOperation>> expected = matrix().get(party);
        try (Attempts attempts = new Attempts(party.label())) {
            for (DeskTopic topic : DeskTopic.values()) {
                Set<AclOperation> allowed = expected.get(topic);

                assertThat(attempts.allowed(topic)).as("%s on %s", party, topic).isEqualTo(withDescribe(allowed));
                attempts.ofAllBut(allowed, topic.topicName())
                        .forEach((what, refused) -> assertThat(refused)
                                .as("%s: %s %s", party, what, topic)
                                .isInstanceOf(AuthorizationException.class));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(6)
    void aPartyIsDeniedEveryGroupTransactionAndSettingThatIsNotItsOwn(Party party) throws Exception {
        Set<String> groups = GROUPS.getOrDefault(party, Set.of());
        Set<String> transactions = party == Party.PROCESSOR ? Set.of("ticket-processor-x") : Set.of();
        try (Attempts attempts = new Attempts(party.label())) {
            for (String group : ALL_GROUPS) {
                Throwable refused = attempts.toTakePartIn(group);
                if (groups.contains(group)) {
                    assertThat(refused).as("%s in group %s", party, group).isNull();
                } else {
                    assertThat(refused).as("%s in group %s", party, group).isInstanceOf(AuthorizationException.class);
                }
            }
            for (String transaction : TRANSACTIONS) {
                Throwable refused = attempts.toBegin(transaction);
                if (transactions.contains(transaction)) {
                    assertThat(refused).as("%s begins %s", party, transaction).isNull();
                } else {
                    assertThat(refused)
                            .as("%s begins %s", party, transaction)
                            .isInstanceOf(AuthorizationException.class);
                }
            }
            for (String topic : party == Party.PROCESSOR ? KAFKAS_OWN : OTHER_TOPICS) {
                assertThat(attempts.ofAllBut(Set.of(), topic).values())
                        .as("%s and %s", party, topic)
                        .allSatisfy(refused -> assertThat(refused).isInstanceOf(AuthorizationException.class));
            }
            attempts.ofTheCluster()
                    .forEach((what, refused) ->
                            assertThat(refused).as("%s: %s", party, what).isInstanceOf(AuthorizationException.class));
        }
    }

    @Test
    @Order(7)
    void whoHasBeenGrantedNothingIsDeniedEverything() throws Exception {
        try (Attempts attempts = new Attempts(SecuredCluster.NOBODY)) {
            for (DeskTopic topic : DeskTopic.values()) {
                assertThat(attempts.allowed(topic)).isEmpty();
                assertThat(attempts.ofAllBut(Set.of(), topic.topicName()).values())
                        .hasSize(9)
                        .allSatisfy(refused -> assertThat(refused).isInstanceOf(AuthorizationException.class));
            }
        }
    }

    @Test
    @Order(8)
    void theMatrixAndTheCodeSayTheSame() {
        Map<Party, Map<DeskTopic, Set<AclOperation>>> matrix = matrix();

        for (Party party : Party.values()) {
            Map<String, Set<AclOperation>> said = party.grants(Party.APPLICATION_ID).stream()
                    .filter(grant -> grant.type() == ResourceType.TOPIC)
                    .filter(grant -> !grant.name().startsWith(Party.APPLICATION_ID))
                    .collect(Collectors.toMap(Grant::name, Grant::operations));
            Map<String, Set<AclOperation>> written = matrix.get(party).entrySet().stream()
                    .filter(line -> !line.getValue().isEmpty())
                    .collect(Collectors.toMap(line -> line.getKey().topicName(), Map.Entry::getValue));
            assertThat(said).as(party.label()).isEqualTo(written);
        }
    }

    @Test
    @Order(9)
    void aGatewayThatIsHeldBackByAQuotaHasAllItsActionsDone() throws Exception {
        String user = Party.GATEWAY_WITH_OUTCOMES.label();
        setProducerByteRate(user, 1_000.0);
        try (TicketProcessor processor = processor("second");
                ActionPublisher gateway = ActionPublisher.to(
                                DeskClients.of(cluster.properties(user, Map.of("client.id", "held-back"))))
                        .withOutcomes()
                        .open()) {
            List<Publication> publications = new ArrayList<>();
            for (int wave = 0; wave < 2; wave++) {
                for (int i = 0; i < 60; i++) {
                    String id = wave + "-" + i;
                    publications.add(
                            gateway.publish(Actions.openTicket("q-" + id, "held", "t-" + id, "c-1", Channel.IN_APP)));
                }
                publications.getLast().acknowledged().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }

            for (Publication publication : publications) {
                assertThat(publication
                                .outcome()
                                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .getOutcome())
                        .isEqualTo(Outcome.ACCEPTED);
            }
            assertThat((double) ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(
                                    new ObjectName("kafka.producer:type=producer-metrics,client-id=held-back"),
                                    "produce-throttle-time-max"))
                    .as("how long it was held back, in milliseconds")
                    .isPositive();
            assertThat(processor.ended()).isNotDone();
        } finally {
            setProducerByteRate(user, null);
        }
    }

    private void setProducerByteRate(String user, Double bytes) throws Exception {
        ClientQuotaAlteration rate = new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)),
                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytes)));
        try (Admin admin = Admin.create(cluster.properties(SecuredCluster.ROOT, Map.of()))) {
            admin.alterClientQuotas(List.of(rate)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    @Order(10)
    void anOperatorRedrivesWithWhatItHasAndNobodyWithLess() throws Exception {
        DeskAction opening = RowStories.of(Row.B1, "redriven", "redriven").getLast();
        int right = DeskPartition.of("redriven", SecuredCluster.PARTITIONS);
        try (TicketProcessor processor = processor("second");
                KafkaProducer<byte[], byte[]> gateway = new KafkaProducer<>(cluster.properties(
                        Party.GATEWAY.label(),
                        Map.of(
                                "key.serializer", ByteArraySerializer.class.getName(),
                                "value.serializer", ByteArraySerializer.class.getName())))) {
            gateway.send(new ProducerRecord<>(
                            DeskTopic.ACTIONS.topicName(),
                            (right + 1) % SecuredCluster.PARTITIONS,
                            "redriven".getBytes(StandardCharsets.UTF_8),
                            Codec.DESK_ACTION.encode(opening)))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .until(() -> operator("redrive", "--dry-run").out().contains("1 would be published again"));

            Typed auditor = cluster.desk(Party.AUDITOR.label(), "redrive");
            Typed redriven = operator("redrive", "--wait");

            assertThat(auditor.exitCode()).isEqualTo(1);
            assertThat(auditor.errLines())
                    .singleElement()
                    .asString()
                    .contains("Kafka's access rules do not let User:auditor: WRITE", "on topic desk-actions")
                    .endsWith("Grant it what `desk topics acls --party operator=User:NAME` prints.");
            assertThat(redriven.err()).isEmpty();
            assertThat(redriven.outLines()).hasSize(2);
            assertThat(redriven.outLines().getFirst()).contains("\"desk\":\"redriven\"", "\"outcome\":\"ACCEPTED\"");
            assertThat(processor.ended()).isNotDone();
        }
    }

    @Test
    @Order(11)
    void anOperatorImportsWithWhatItHasAndNobodyWithLess() throws Exception {
        String exported = folder.resolve("export").toString();
        try (Admin admin = cluster.clients(Party.OPERATOR).admin()) {
            admin.deleteTopics(Stream.of(DeskTopic.values())
                            .map(DeskTopic::topicName)
                            .toList())
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        Typed maker = cluster.desk(Party.AUDITOR.label(), "audit", "import", "--folder", exported);
        Typed imported = operator("audit", "import", "--folder", exported);
        Typed check = operator("topics", "check");
        Typed auditor = cluster.desk(Party.AUDITOR.label(), "audit", "import", "--folder", exported);

        assertThat(maker.exitCode()).isEqualTo(1);
        assertThat(maker.errLines())
                .singleElement()
                .asString()
                .contains("Kafka's access rules do not allow topics to be made or deleted", "`desk topics acls`");
        assertThat(auditor.exitCode()).isEqualTo(1);
        assertThat(auditor.errLines())
                .singleElement()
                .asString()
                .contains("Kafka's access rules do not let User:auditor: ", "WRITE, CREATE, DELETE")
                .endsWith("Grant it what `desk topics acls --party operator=User:NAME` prints.");
        assertThat(imported.err()).isEmpty();
        assertThat(imported.out()).contains(" actions: the same chain.");
        assertThat(check.exitCode()).as(check.toString()).isZero();
    }

    private Typed operator(String... words) {
        return cluster.desk(Party.OPERATOR.label(), words);
    }

    private TicketProcessor processor(String name) throws InterruptedException {
        TicketProcessor processor = TicketProcessor.start(config(name));
        assertThat(processor.awaitRunning(PATIENCE)).isTrue();
        return processor;
    }

    private ProcessorConfig config(String name) {
        return ProcessorConfig.of(cluster.bootstrap(), folder.resolve(name))
                .withJsonMirror(true)
                .withClient(cluster.client(Party.PROCESSOR.label()));
    }

    private static Map<Party, Map<DeskTopic, Set<AclOperation>>> matrix() {
        List<List<String>> lines =
                MATRIX.lines().map(line -> List.of(line.split(" +"))).toList();
        assertThat(lines.get(0).subList(1, lines.get(0).size()))
                .as("every party has a column")
                .isEqualTo(Stream.of(Party.values()).map(Party::label).toList());
        assertThat(lines.subList(1, lines.size()).stream().map(List::getFirst))
                .as("every topic has a line")
                .containsExactlyElementsOf(
                        Stream.of(DeskTopic.values()).map(DeskTopic::topicName).toList());
        Map<Party, Map<DeskTopic, Set<AclOperation>>> matrix = new LinkedHashMap<>();
        for (Party party : Party.values()) {
            Map<DeskTopic, Set<AclOperation>> column = new LinkedHashMap<>();
            for (DeskTopic topic : DeskTopic.values()) {
                column.put(topic, operations(lines.get(topic.ordinal() + 1).get(party.ordinal() + 1)));
            }
            matrix.put(party, column);
        }
        return matrix;
    }

    private static Set<AclOperation> operations(String letters) {
        Map<Character, AclOperation> known =
                Map.of('R', READ, 'W', WRITE, 'C', CREATE, 'D', DELETE, 'c', DESCRIBE_CONFIGS, 'a', ALTER_CONFIGS);
        return letters.chars()
                .filter(letter -> letter != '-')
                .mapToObj(letter -> known.get((char) letter))
                .collect(Collectors.toSet());
    }

    /** Who may do one of these may describe too, says Kafka; and who may alter a configuration may see it. */
    private static Set<AclOperation> withDescribe(Set<AclOperation> granted) {
        Set<AclOperation> all = granted.isEmpty() ? EnumSet.noneOf(AclOperation.class) : EnumSet.copyOf(granted);
        if (Stream.of(READ, WRITE, DELETE).anyMatch(granted::contains)) {
            all.add(DESCRIBE);
        }
        return all;
    }

    /** Somebody tries what they must not, with clients of their own. */
    private final class Attempts implements AutoCloseable {
        private final String user;
        private final Admin admin;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<byte[], byte[]> producer;

        Attempts(String user) {
            this.user = user;
            this.admin = Admin.create(cluster.properties(user, Map.of()));
            this.consumer = new KafkaConsumer<>(
                    cluster.properties(user, Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.producer = producer(Map.of("enable.idempotence", "false"));
        }

        private KafkaProducer<byte[], byte[]> producer(Map<String, ?> more) {
            return new KafkaProducer<>(
                    cluster.properties(user, more), new ByteArraySerializer(), new ByteArraySerializer());
        }

        /** What the authorizer says. */
        Set<AclOperation> allowed(DeskTopic topic) throws Exception {
            try {
                return admin.describeTopics(
                                List.of(topic.topicName()),
                                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames()
                        .get()
                        .get(topic.topicName())
                        .authorizedOperations();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
                return Set.of();
            }
        }

        /** What came of each attempt to do with a topic what is not allowed. */
        Map<String, Throwable> ofAllBut(Set<AclOperation> allowed, String topic) {
            TopicPartition partition = new TopicPartition(topic, 0);
            ConfigResource config = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Map<String, Throwable> refused = new LinkedHashMap<>();
            attempt(
                    refused,
                    "grow",
                    () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(99)))
                            .all());
            if (!allowed.contains(READ)) {
                attempt(refused, "read", () -> {
                    consumer.assign(List.of(partition));
                    consumer.seek(partition, 0);
                    return CompletableFuture.completedFuture(consumer.poll(Duration.ofSeconds(10)));
                });
            }
            if (!allowed.contains(WRITE)) {
                attempt(refused, "write", () -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[1])));
            }
            if (!allowed.contains(CREATE)) {
                attempt(
                        refused,
                        "create",
                        () -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                                .all());
            }
            if (!allowed.contains(DELETE)) {
                attempt(
                        refused,
                        "delete",
                        () -> admin.deleteTopics(List.of(topic)).all());
                attempt(
                        refused,
                        "delete records of",
                        () -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(0)))
                                .all());
            }
            if (!allowed.contains(DESCRIBE_CONFIGS)) {
                attempt(
                        refused,
                        "see the settings of",
                        () -> admin.describeConfigs(List.of(config)).all());
            }
            if (!allowed.contains(ALTER_CONFIGS)) {
                attempt(refused, "compact", () -> altered(config, "cleanup.policy", "compact"));
                attempt(refused, "shorten", () -> altered(config, "retention.ms", "1"));
            }
            return refused;
        }

        private Future<?> altered(ConfigResource resource, String name, String value) {
            return admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all();
        }

        Throwable toTakePartIn(String group) {
            Map<String, Throwable> refused = new LinkedHashMap<>();
            attempt(
                    refused,
                    "look into",
                    () -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            if (refused.get("look into") == null) {
                return null;
            }
            attempt(
                    refused,
                    "move",
                    () -> admin.alterConsumerGroupOffsets(
                                    group, Map.of(new TopicPartition("desk-actions", 0), new OffsetAndMetadata(0)))
                            .all());
            attempt(
                    refused,
                    "delete",
                    () -> admin.deleteConsumerGroups(List.of(group)).all());
            assertThat(refused.values())
                    .allSatisfy(each -> assertThat(each).isInstanceOf(AuthorizationException.class));
            return refused.get("look into");
        }

        Throwable toBegin(String transaction) {
            try (KafkaProducer<byte[], byte[]> transactional = producer(Map.of("transactional.id", transaction))) {
                return catchThrowable(transactional::initTransactions);
            }
        }

        Map<String, Throwable> ofTheCluster() {
            Map<String, Throwable> refused = new LinkedHashMap<>();
            attempt(
                    refused,
                    "create another topic",
                    () -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)))
                            .all());
            attempt(
                    refused,
                    "see the rules",
                    () -> admin.describeAcls(AclBindingFilter.ANY).values());
            attempt(
                    refused,
                    "grant itself all",
                    () -> admin.createAcls(new Grant(
                                            ResourceType.TOPIC,
                                            "desk-actions",
                                            PatternType.LITERAL,
                                            Set.of(AclOperation.ALL))
                                    .rules("User:" + user))
                            .all());
            attempt(
                    refused,
                    "revoke the rules",
                    () -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
            attempt(
                    refused,
                    "delete a user",
                    () -> admin.alterUserScramCredentials(
                                    List.of(new UserScramCredentialDeletion("auditor", ScramMechanism.SCRAM_SHA_512)))
                            .all());
            attempt(
                    refused,
                    "set the broker",
                    () -> altered(new ConfigResource(ConfigResource.Type.BROKER, "1"), "log.retention.ms", "1"));
            return refused;
        }

        private void attempt(Map<String, Throwable> outcomes, String what, Callable<Future<?>> attempt) {
            Throwable refused = catchThrowable(() -> attempt.call().get(30, TimeUnit.SECONDS));
            outcomes.put(what, refused instanceof ExecutionException ? refused.getCause() : refused);
        }

        @Override
        public void close() {
            admin.close();
            consumer.close();
            producer.close(Duration.ZERO);
        }
    }
}
