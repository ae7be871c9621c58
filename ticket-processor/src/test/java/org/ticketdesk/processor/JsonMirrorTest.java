package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.events.topics.TopicsRefusedException;

/** Status changes in JSON beside those in Avro, on a real broker (decision 0027). */
@SuppressWarnings("try")
class JsonMirrorTest {
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
    void aProcessorWithTheMirrorIsRefusedWhereItsTopicIsMissing() {
        assertThatExceptionOfType(TopicsRefusedException.class)
                .isThrownBy(() -> kafka.start(mirroring()))
                .withMessageContaining("Topic ticket-status-changed-json is missing");
    }

    @Test
    void aMirrorThatIsSwitchedOnLaterHasEachChangeFromThenOnOnItsPartitionAndInItsOrder() {
        openTickets("before");
        try (TicketProcessor processor = kafka.start()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> read(DeskTopic.STATUS_CHANGED, this::decoded).size() == 20);
        }
        TopicAdmin.create(kafka.clients(), DeskTopic.needed(true), PARTITIONS, (short) 1);
        try (TicketProcessor processor = kafka.start(mirroring())) {
            openTickets("after");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> read(DeskTopic.STATUS_CHANGED_JSON, this::text).size() == 20);
        }

        List<String> changes = read(DeskTopic.STATUS_CHANGED, this::decoded);
        assertThat(changes).hasSize(40);
        assertThat(read(DeskTopic.STATUS_CHANGED_JSON, this::text))
                .containsExactlyElementsOf(changes.stream()
                        .filter(change -> change.contains("after"))
                        .toList());
    }

    private ProcessorConfig mirroring() {
        return kafka.config().withJsonMirror(true);
    }

    private void openTickets(String name) {
        for (int i = 0; i < 20; i++) {
            kafka.customer("desk-" + i % 5, name + i, "\"OpenTicket\",\"channel\":\"IN_APP\"");
        }
    }

    private String decoded(byte[] value) {
        return JsonForm.write(Codec.TICKET_STATUS_CHANGED.decode(value));
    }

    private String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** A topic's records as lines, partition by partition. */
    private List<String> read(DeskTopic topic, Function<byte[], String> form) {
        List<String> lines = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.clients().consumer()) {
            for (TopicPartition partition : topic.partitionsSeenBy(consumer)) {
                List<TopicPartition> one = List.of(partition);
                consumer.assign(one);
                consumer.seekToBeginning(one);
                long end = consumer.endOffsets(one).get(partition);
                while (consumer.position(partition) < end) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                        lines.add(record.partition() + " " + new String(record.key(), StandardCharsets.UTF_8) + " "
                                + form.apply(record.value()));
                    }
                }
            }
        }
        return lines;
    }
}
