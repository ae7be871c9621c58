package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.TopicsReady;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.events.topics.TopicsRefusedException;

/** What the processor will not run on, on a real broker: each refused in one clear sentence. */
class RefusedStartTest {
    private Cluster kafka;

    @BeforeEach
    void open(@TempDir Path folder) {
        kafka = new Cluster(folder, 1);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private String refusal() throws Exception {
        return refusal(kafka.config());
    }

    private static String refusal(ProcessorConfig config) throws Exception {
        try (TicketProcessor processor = TicketProcessor.start(config)) {
            processor.ended().get(60, TimeUnit.SECONDS);
            throw new AssertionError("The processor was not refused");
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ProcessorRefusedException.class);
            return e.getCause().getMessage();
        }
    }

    private void open(String ticket) {
        kafka.customer("sales", ticket, "\"OpenTicket\",\"channel\":\"IN_APP\"");
    }

    private void decideSome() {
        try (TicketProcessor processor = kafka.start()) {
            open("t1");
            open("t2");
            assertThat(kafka.check().findings()).isEmpty();
            assertThat(processor.stats().rejectedCount()).isZero();
        }
    }

    private void recreate(DeskTopic topic) throws Exception {
        try (Admin admin = kafka.clients().admin()) {
            Cluster.get(admin.deleteTopics(List.of(topic.topicName())).all());
            while (Cluster.get(admin.listTopics().names()).contains(topic.topicName())) {
                Cluster.pause(50);
            }
            NewTopic anew = new NewTopic(topic.topicName(), 1, (short) 1).configs(topic.creationSettings(1));
            Cluster.get(admin.createTopics(List.of(anew)).all());
            TopicsReady.await(admin, List.of(topic.topicName()), Duration.ofSeconds(30));
        }
    }

    private void recreateALogThatGrows() throws Exception {
        recreate(DeskTopic.ACTIONS);
        for (int i = 0; i < 10; i++) {
            open("other-" + i);
        }
    }

    @Test
    void aMissingTopicIsRefused() throws Exception {
        try (Admin admin = kafka.clients().admin()) {
            Cluster.get(
                    admin.deleteTopics(List.of(DeskTopic.JOURNAL.topicName())).all());
        }

        assertThatThrownBy(() -> TicketProcessor.start(kafka.config()))
                .isInstanceOf(TopicsRefusedException.class)
                .hasMessageContaining("desk-journal");
    }

    @Test
    void aLogThatWasCreatedAnewBesideAnOldJournalIsRefused() throws Exception {
        decideSome();
        recreate(DeskTopic.ACTIONS);

        assertThat(refusal()).contains("is not the one that this journal was decided from");
    }

    @Test
    void aLogThatWasCreatedAnewAndHasGrownIsRefused() throws Exception {
        decideSome();
        recreateALogThatGrows();

        assertThat(refusal()).contains("another record stands there");
    }

    @Test
    void aLogThatWasCreatedAnewIsRefusedAlsoWhereStateIsFoundAgain() throws Exception {
        decideSome();
        recreateALogThatGrows();

        assertThat(refusal(kafka.config().withApplicationId("another"))).contains("another record stands there");
    }

    @Test
    void aSchemaThatNobodyPublishedIsRefused() throws Exception {
        recreate(DeskTopic.SCHEMAS);

        assertThatThrownBy(() -> TicketProcessor.start(kafka.config()))
                .isInstanceOf(TopicsRefusedException.class)
                .hasMessageContaining("schema 1 of JournalEntry")
                .hasMessageContaining("desk topics create");

        TopicAdmin.create(kafka.clients(), 1, (short) 1);
        decideSome();
    }

    @Test
    void aJournalThatWasCreatedAnewBesideAnOldStateIsRefused() throws Exception {
        decideSome();
        recreate(DeskTopic.JOURNAL);

        assertThat(refusal()).contains("journal");
    }

    @Test
    void aDeskThatNewerRulesHaveDecidedIsRefused() throws Exception {
        JournalEntry entry = new JournalEntry();
        entry.setDesk("sales");
        entry.setSequence(1L);
        entry.setActionId("a");
        entry.setAt(Instant.EPOCH);
        entry.setRules(99);
        entry.setActor(new Actor(Role.CUSTOMER, "c"));
        entry.setType("SendMessage");
        entry.setOutcome(Outcome.DUPLICATE);
        entry.setOf(1L);
        entry.setFacts(List.of());
        entry.setSource(new Source(0, 0L));
        byte[] bytes = Chain.encode(entry, Chain.start(), new byte[0]);
        try (Producer<byte[], byte[]> producer = kafka.clients().producer(Map.of())) {
            Cluster.get(producer.send(new ProducerRecord<>(
                    DeskTopic.JOURNAL.topicName(), "sales".getBytes(StandardCharsets.US_ASCII), bytes)));
        }

        assertThat(refusal()).contains("version 99 of the rules");
    }

    @Test
    void anActionOfANewerPublisherStopsTheProcessorThere() throws Exception {
        Schema newer = new SchemaParser()
                .parse(DeskAction.getClassSchema().toString().replace("\"LOW\"", "\"LOWEST\",\"LOW\""))
                .mainSchema();
        GenericRecord action = new GenericData.Record(newer);
        Schema change = newer.getField("action").schema().getTypes().stream()
                .filter(type -> type.getName().equals("ChangePriority"))
                .findFirst()
                .orElseThrow();
        GenericRecord lowest = new GenericData.Record(change);
        lowest.put(
                "priority",
                new GenericData.EnumSymbol(change.getField("priority").schema(), "LOWEST"));
        Schema who = newer.getField("actor").schema();
        GenericRecord actor = new GenericData.Record(who);
        actor.put("role", new GenericData.EnumSymbol(who.getField("role").schema(), "ADMIN"));
        actor.put("id", "ada");
        action.put("actionId", "a-1");
        action.put("desk", "sales");
        action.put("ticket", "t-1");
        action.put("actor", actor);
        action.put("action", lowest);
        ByteBuffer bytes = new BinaryMessageEncoder<GenericRecord>(new GenericData(), newer).encode(action);
        SchemaTopic.publish(kafka.clients(), Map.of(Fingerprint.of(newer), newer.toString()));
        open("t-1");
        kafka.publish(0, "sales", bytes.array());

        assertThat(refusal())
                .startsWith(
                        "The action at offset 1 of partition 0 of desk-actions asks for what this version does not know")
                .endsWith("run the newer version of the processor, and upgrade processors before publishers.");
    }

    @Test
    void aClusterWithTheOldTransactionsIsRefused() throws Exception {
        try (Admin admin = kafka.clients().admin()) {
            Cluster.get(admin.updateFeatures(
                            Map.of(
                                    "transaction.version",
                                    new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                            new UpdateFeaturesOptions())
                    .all());
        }

        assertThatThrownBy(() -> TicketProcessor.start(kafka.config()))
                .isInstanceOf(ProcessorRefusedException.class)
                .hasMessageContaining("transaction.version is 1");
    }

    @Test
    void aSettingOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> ProcessorConfig.of("no-port", Path.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Setting bootstrap is no-port; expected HOST:PORT, or several with commas between.");
    }
}
