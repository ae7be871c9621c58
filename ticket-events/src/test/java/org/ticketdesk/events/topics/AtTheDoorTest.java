package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.events.publisher.ActionPublisher;

/** What the topics keep out, and what clients say where there are none, on a real broker. */
class AtTheDoorTest {
    private EmbeddedKafka kafka;
    private DeskClients clients;

    @BeforeEach
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        clients = DeskClients.of(kafka.bootstrap());
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void aSmallBatchThatUnpacksToALargeRecordDoesNotEnterTheLogK1() {
        TopicAdmin.create(clients, 1, (short) 1);
        try (Producer<byte[], byte[]> producer =
                clients.producer(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"))) {
            ProducerRecord<byte[], byte[]> bomb =
                    new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), new byte[] {1}, new byte[20_000_000]);

            assertThatThrownBy(() -> producer.send(bomb).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void aFeedWithoutItsTopicSaysSo() {
        assertThatThrownBy(() -> StatusFeed.fromNow(clients))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining("ticket-status-changed");
    }

    @Test
    void aPublisherThatCannotSeeOutcomesSaysSo() throws Exception {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(DeskTopic.ACTIONS.topicName(), 1, (short) 1)))
                    .all()
                    .get();
        }

        assertThatThrownBy(
                        () -> ActionPublisher.to(clients).withOutcomes().open().close())
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining("desk-journal");
    }
}
