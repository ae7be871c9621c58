package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.contract.Fingerprint;

class SchemaTopicTest {

    private static EmbeddedKafka kafka;
    private static DeskClients clients;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, 1, (short) 1);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void aSchemaOfTheFutureIsFoundOnceItIsPublished() throws Exception {
        Schema future = SchemaBuilder.record("DeskAction")
                .fields()
                .requiredString("mood")
                .endRecord();
        Fingerprint fingerprint = Fingerprint.of(future);

        try (SchemaTopic topic = new SchemaTopic(clients)) {
            assertThat(topic.find(fingerprint)).isEmpty();

            publish(fingerprint, future.toString());

            assertThat(topic.find(fingerprint)).contains(future.toString());
        }
    }

    @Test
    void aLookUpAfterClosingIsRefused() {
        SchemaTopic topic = new SchemaTopic(clients);

        topic.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> topic.find(new Fingerprint(42)))
                .withMessage("The source of schemas is closed.");
    }

    private static void publish(Fingerprint fingerprint, String text) throws Exception {
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(
                            DeskTopic.SCHEMAS.topicName(),
                            fingerprint.toString().getBytes(StandardCharsets.UTF_8),
                            text.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
