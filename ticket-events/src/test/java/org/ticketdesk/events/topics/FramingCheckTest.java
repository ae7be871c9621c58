package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.codec.Codec;

class FramingCheckTest {

    private static final byte[] SINGLE_OBJECT =
            Codec.DESK_ACTION.encode(Samples.actions().get(0));
    private static final byte[] REGISTRY = {0, 0, 0, 0, 7, 42};
    private static final byte[] NEITHER = "no record".getBytes(StandardCharsets.UTF_8);

    private static EmbeddedKafka kafka;
    private static DeskClients plain;
    private static DeskClients framed;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        plain = DeskClients.of(kafka.bootstrap());
        framed = DeskClients.of(Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                DeskClients.REGISTRY_URL,
                "http://127.0.0.1:1",
                DeskClients.REGISTRY_TOPICS,
                "desk-actions, tickets"));
        TopicAdmin.create(plain, 2, (short) 1);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void anEmptyTopicIsInWhicheverFramingIsWanted() {
        for (DeskClients clients : List.of(plain, framed)) {
            assertThatCode(() -> FramingCheck.check(clients, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatTheSoftwareAloneWritesBeginsEverywhereInItsFraming() throws Exception {
        write(DeskTopic.TICKETS, 0, REGISTRY);
        write(DeskTopic.TICKETS, 1, SINGLE_OBJECT);

        assertThatThrownBy(() -> FramingCheck.check(framed, DeskTopic.TICKETS))
                .isInstanceOf(TopicsRefusedException.class)
                .hasMessageContaining("Topic tickets is in Avro's single-object encoding")
                .hasMessageContaining("its record at offset 0 of partition 1")
                .hasMessageContaining("leave it out of --registry-framed");
        assertThatThrownBy(() -> FramingCheck.check(plain, DeskTopic.TICKETS))
                .isInstanceOf(TopicsRefusedException.class)
                .hasMessageContaining("Topic tickets is in registry framing")
                .hasMessageContaining("name it with --registry-framed");
    }

    /** Anybody may write into the log: one record in the wrong framing must not keep a processor from starting. */
    @Test
    void theLogIsInTheFramingInWhichAnyOfItsPartitionsBegins() throws Exception {
        write(DeskTopic.ACTIONS, 0, NEITHER);
        FramingCheck.check(framed, DeskTopic.ACTIONS);
        FramingCheck.check(plain, DeskTopic.ACTIONS);

        write(DeskTopic.ACTIONS, 1, REGISTRY);
        FramingCheck.check(framed, DeskTopic.ACTIONS);
        assertThatThrownBy(() -> FramingCheck.check(plain, DeskTopic.ACTIONS))
                .isInstanceOf(TopicsRefusedException.class);

        write(DeskTopic.ACTIONS, 0, SINGLE_OBJECT);
        assertThatThrownBy(() -> FramingCheck.check(plain, DeskTopic.ACTIONS))
                .isInstanceOfSatisfying(
                        TopicsRefusedException.class,
                        e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void whatIsSaidOfARegistryIsCheckedBeforeAnythingIsAsked() {
        assertRefused(Map.of(DeskClients.REGISTRY_TOPICS, "tickets"), "without schema.registry.url");
        assertRefused(Map.of(DeskClients.REGISTRY_URL, "http://here:1"), "without schema.registry.topics");
        assertRefused(
                Map.of(DeskClients.REGISTRY_URL, "http://here:1", DeskClients.REGISTRY_TOPICS, "desk-schemas"),
                "'desk-schemas' is no topic that can be in registry framing, expected some of desk-actions");
    }

    private static void assertRefused(Map<String, String> registry, String said) {
        Map<String, String> properties = new HashMap<>(registry);
        properties.put("bootstrap.servers", "unused:1");
        assertThatThrownBy(() -> DeskClients.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    private static void write(DeskTopic topic, int partition, byte[] value) throws Exception {
        try (Producer<byte[], byte[]> producer = plain.producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic.topicName(), partition, new byte[] {'k'}, value))
                    .get();
        }
    }
}
