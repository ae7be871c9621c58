package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.traffic.RowStories;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.ActionRejectedException;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.projection.ProjectionConfig;

/** A desk whose four topics are in registry framing, with a real registry, and with serdes that know nothing of the desk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryFramingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final String ALL = "desk-actions,desk-journal,ticket-status-changed,tickets";

    private Path folder;
    private ChildRegistry registry;
    private EmbeddedKafka broker;
    private DeskClients clients;
    private DataFolder data;
    private LocalDesk desk;

    /** A desk for each row of the guide. */
    @BeforeAll
    void playADay(@TempDir Path folder) throws Exception {
        this.folder = folder;
        registry = ChildRegistry.start(folder);
        broker = EmbeddedKafka.inThisJvm(folder.resolve("kafka"), 0);
        registry.await();
        clients = clients(ALL);
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
        data = DataFolder.open(folder.resolve("data"));
        desk = LocalDesk.on(
                data,
                ProjectionConfig.of(broker.bootstrap(), data.views()).withClient(registryProperties(ALL)),
                false,
                0,
                Watch.unheard(),
                step -> {},
                () -> false);
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            List<Publication> publications = new ArrayList<>();
            for (Row row : Row.values()) {
                for (DeskAction action : RowStories.of(row, "desk-" + row, "id-" + row)) {
                    publications.add(publisher.publish(action));
                }
            }
            for (Publication publication : publications) {
                assertThat(publication.outcome().get(1, TimeUnit.MINUTES).getOutcome())
                        .isEqualTo(Outcome.ACCEPTED);
            }
        }
    }

    @AfterAll
    void stop() {
        desk.close();
        broker.close();
        registry.close();
    }

    private Map<String, String> registryProperties(String topics) {
        return Map.of(DeskClients.REGISTRY_URL, registry.url(), DeskClients.REGISTRY_TOPICS, topics);
    }

    private DeskClients clients(String topics) {
        Map<String, String> properties = new HashMap<>(registryProperties(topics));
        properties.put("bootstrap.servers", broker.bootstrap());
        return DeskClients.of(properties);
    }

    private Typed typed(String... args) {
        return Typed.desk(Stream.concat(
                        Arrays.stream(args),
                        Stream.of(
                                "--bootstrap",
                                broker.bootstrap(),
                                "--registry",
                                registry.url(),
                                "--registry-framed",
                                ALL))
                .toArray(String[]::new));
    }

    /** Nothing of ours but the published schema, as a gateway in another company would have it from the registry. */
    @Test
    @Order(1)
    void anActionByApicuriosSerializerIsDecidedAndApicuriosDeserializerReadsWhatCameOfIt() {
        Map<String, Object> ofProducer = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                AvroKafkaSerializer.class.getName(),
                "apicurio.registry.url",
                registry.ownUrl(),
                "apicurio.registry.find-latest",
                "true");
        try (Producer<String, GenericRecord> producer = new KafkaProducer<>(ofProducer)) {
            producer.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), "others", openTicket()));
        }

        Map<String, Object> ofConsumer = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "others",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                AvroKafkaDeserializer.class.getName(),
                "apicurio.registry.url",
                registry.ownUrl());
        List<GenericRecord> changes = new ArrayList<>();
        try (Consumer<String, GenericRecord> consumer = new KafkaConsumer<>(ofConsumer)) {
            consumer.subscribe(List.of(DeskTopic.STATUS_CHANGED.topicName()));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> changes.add(record.value()));
                return changes.stream().anyMatch(isOf("others"));
            });
        }
        assertThat(changes.stream().filter(isOf("others"))).singleElement().satisfies(change -> {
            assertThat(change.get("ticket")).hasToString("t-1");
            assertThat(change.get("row")).hasToString("B1");
            assertThat(change.get("to")).hasToString("PENDING");
        });
        assertThat(changes.stream().filter(isOf("desk-R20"))).isNotEmpty();
    }

    private static Predicate<GenericRecord> isOf(String desk) {
        return change -> change.get("desk").toString().equals(desk);
    }

    private static GenericRecord openTicket() {
        Schema schema = AllSchemas.published().stream()
                .filter(published -> published.record().equals("DeskAction"))
                .reduce((older, newer) -> newer)
                .map(published -> new SchemaParser().parse(published.text()).mainSchema())
                .orElseThrow();
        Schema actor = schema.getField("actor").schema();
        Schema open = schema.getField("action").schema().getTypes().stream()
                .filter(branch -> branch.getName().equals("OpenTicket"))
                .findFirst()
                .orElseThrow();
        return new GenericRecordBuilder(schema)
                .set("actionId", "from-elsewhere")
                .set("desk", "others")
                .set("ticket", "t-1")
                .set(
                        "actor",
                        new GenericRecordBuilder(actor)
                                .set(
                                        "role",
                                        new GenericData.EnumSymbol(
                                                actor.getField("role").schema(), "CUSTOMER"))
                                .set("id", "c-1")
                                .build())
                .set(
                        "action",
                        new GenericRecordBuilder(open)
                                .set(
                                        "channel",
                                        new GenericData.EnumSymbol(
                                                open.getField("channel").schema(), "IN_APP"))
                                .build())
                .build();
    }

    @Test
    @Order(2)
    void toolsFindTheSchemaOfEachRecordWithItsDocumentation() throws Exception {
        for (DeskTopic topic : DeskTopic.values()) {
            if (topic.record().isEmpty()) {
                continue;
            }
            ConsumerRecord<byte[], byte[]> first = first(topic);
            assertThat(first.value()[0]).isZero();
            assertThat(new String(first.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                    .isEqualTo("application/avro; framing=registry");
            int id = ByteBuffer.wrap(first.value(), 1, Integer.BYTES).getInt();

            String schema = get("/schemas/ids/" + id).path("schema").asText();

            assertThat(new SchemaParser().parse(schema).mainSchema().getName())
                    .isEqualTo(topic.record().orElseThrow());
            assertThat(schema).contains("\"doc\"");
            assertThat(get("/subjects").toString()).contains("\"" + topic.topicName() + "-value\"");
        }
    }

    private ConsumerRecord<byte[], byte[]> first(DeskTopic topic) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = topic.partitionsSeenBy(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registry.url() + path)).build();
        return new JsonMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    @Test
    @Order(3)
    void theFeedAndTailAndTheViewsReadThem() {
        List<TicketStatusChanged> changes = new ArrayList<>();
        try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
            StatusFeed.Batch batch;
            do {
                batch = feed.poll(Duration.ofMillis(200));
                changes.addAll(batch.changes());
            } while (!batch.caughtUp());
        }
        assertThat(changes).extracting(TicketStatusChanged::getRow).contains("B1", "B2", "R20");

        for (String topic : ALL.split(",")) {
            Typed tailed = typed("tail", topic);

            assertThat(tailed.err()).isEmpty();
            assertThat(tailed.outLines())
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(line).contains("\"value\":{\"").doesNotContain("undecodable"));
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(desk.views().views().desk("desk-R20")).isPresent());
    }

    @Test
    @Order(4)
    void whatIsInTheOtherFramingIsRejectedAndNotGuessed() throws Exception {
        DeskClients unframed = DeskClients.of(broker.bootstrap());
        DeskAction action = RowStories.of(Row.B1, "wrong", "wrong").getFirst();
        try (ActionPublisher publisher =
                ActionPublisher.to(unframed).withOutcomes().open()) {
            assertThatThrownBy(() -> publisher.publish(action).outcome().get(1, TimeUnit.MINUTES))
                    .cause()
                    .isInstanceOf(ActionRejectedException.class)
                    .hasMessageContaining("beginning with c3 01")
                    .hasMessageContaining("expected a DeskAction in registry framing");
        }
    }

    @Test
    @Order(5)
    void whoeverIsStartedWithAnotherFramingThanTheTopicsHaveIsRefused() {
        Typed processor = Typed.desk(
                "processor",
                "--bootstrap",
                broker.bootstrap(),
                "--data",
                folder.resolve("another").toString());
        Typed verifier = Typed.desk("audit", "verify", "--bootstrap", broker.bootstrap());
        Typed tail = Typed.desk("tail", "tickets", "--bootstrap", broker.bootstrap());

        for (Typed refused : List.of(processor, verifier, tail)) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errLines())
                    .singleElement()
                    .asString()
                    .contains("Topic tickets is in registry framing")
                    .contains("expected Avro's single-object encoding")
                    .contains("name it with --registry-framed");
        }
        assertThat(processor.err()).contains("Topic desk-journal", "Topic ticket-status-changed");
    }

    @Test
    @Order(6)
    void aVerificationFindsEverythingAsItMustBe() throws Exception {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> desk.views().stats().lag().orElse(1) == 0);

        Typed typed = typed("audit", "verify", "--views", data.views());

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).as(typed.out()).isZero();
    }

    @Test
    @Order(7)
    void anExportKeepsTheSchemasOfTheIdsAndAnImportTheChain() throws Exception {
        String exported = folder.resolve("exported").toString();
        assertThat(typed("audit", "export", "--folder", exported).err()).isEmpty();
        Typed verified = Typed.desk("audit", "verify", "--folder", exported);
        assertThat(verified.exitCode()).as(verified.err() + verified.out()).isZero();
        try (EmbeddedKafka second = EmbeddedKafka.inThisJvm(folder.resolve("second"), 0)) {
            String[] unframed = {"audit", "import", "--folder", exported, "--bootstrap", second.bootstrap()};

            Typed refused = Typed.desk(unframed);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("The log in the folder is in registry framing");

            Typed imported = Typed.desk(Stream.concat(
                            Arrays.stream(unframed),
                            Stream.of("--registry", registry.url(), "--registry-framed", "desk-actions"))
                    .toArray(String[]::new));

            assertThat(imported.err()).isEmpty();
            assertThat(imported.out()).contains("the same chain");
        }
    }

    /** The last, for it takes the registry away. */
    @Test
    @Order(8)
    void withoutTheRegistryWhatIsKnownGoesOnAndWhatStartsIsToldOfIt() throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            List<DeskAction> story = RowStories.of(Row.B1, "alone", "alone");
            publisher.publish(story.getFirst()).outcome().get(1, TimeUnit.MINUTES);
            registry.close();

            for (DeskAction action : story.subList(1, story.size())) {
                assertThat(publisher
                                .publish(action)
                                .outcome()
                                .get(1, TimeUnit.MINUTES)
                                .getOutcome())
                        .isEqualTo(Outcome.ACCEPTED);
            }
        }
        assertThat(desk.ended()).isNotDone();

        Typed processor = typed("processor", "--data", folder.resolve("third").toString());

        assertThat(processor.exitCode()).isEqualTo(1);
        assertThat(processor.errLines())
                .singleElement()
                .asString()
                .contains("The schema registry at " + registry.url() + " does not answer")
                .contains("start it, or say where it is with --registry URL");
    }
}
