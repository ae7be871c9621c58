package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.EventHeaders;
import org.ticketdesk.events.topics.TraceContext;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.Client.Reply;
import org.ticketdesk.projection.http.access.Role;

/** A trace goes from the door through the log and the processor to whoever reads, on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private RunningDesk running;

    @BeforeAll
    void start(@TempDir Path folder) {
        running = RunningDesk.in(folder);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void theTraceOfARequestIsInTheAnswerTheJournalAndTheFeed() {
        Client client = Client.ofANewDesk(running);

        Reply reply = opened(client, PARENT, "vendor=1");

        assertThat(reply.expect(200).header("traceparent")).isEqualTo(PARENT);
        for (DeskTopic topic : List.of(DeskTopic.ACTIONS, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED)) {
            assertThat(traces(topic, client.desk()))
                    .as(topic.topicName())
                    .isNotEmpty()
                    .containsOnly(Optional.of(new TraceContext(PARENT, "vendor=1")));
        }
        assertThat(fed(client.desk())).containsOnly(Optional.of(new TraceContext(PARENT, "vendor=1")));
    }

    @Test
    void whatIsNoTraceIsLeftOutOfWhatComesOfIt() {
        Client client = Client.ofANewDesk(running);

        Reply reply = opened(client, "00-00000000000000000000000000000000-b7ad6b7169203331-01", "vendor=1");

        assertThat(reply.expect(200).header("traceparent")).isNull();
        assertThat(traces(DeskTopic.JOURNAL, client.desk())).isNotEmpty().containsOnly(Optional.empty());
        assertThat(fed(client.desk())).isNotEmpty().containsOnly(Optional.empty());
    }

    private static Reply opened(Client client, String parent, String state) {
        return Client.send(
                Client.asked(Tokens.of(Role.CUSTOMER, "c-1", Set.of(client.desk())), client.uri("/actions?wait=20"))
                        .header("Content-Type", "application/json")
                        .header("traceparent", parent)
                        .header("tracestate", state)
                        .POST(BodyPublishers.ofString(Client.action(
                                "CUSTOMER", "c-1", "t-1", "\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"")))
                        .build());
    }

    private List<Optional<TraceContext>> traces(DeskTopic topic, String desk) {
        List<Optional<TraceContext>> traces = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = running.cluster().clients().consumer()) {
            List<TopicPartition> partitions = topic.partitionsSeenBy(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    String subject = new String(
                            record.headers().lastHeader(EventHeaders.SUBJECT).value());
                    if (subject.equals(desk + "/t-1")) {
                        traces.add(TraceContext.from(record.headers()));
                    }
                });
            }
        }
        return traces;
    }

    private List<Optional<TraceContext>> fed(String desk) {
        List<Optional<TraceContext>> traces = new ArrayList<>();
        try (StatusFeed feed = StatusFeed.fromBeginning(running.cluster().clients())) {
            boolean caughtUp = false;
            while (!caughtUp) {
                StatusFeed.Batch batch = feed.poll(Duration.ofMillis(500));
                assertThat(batch.traces()).hasSameSizeAs(batch.changes());
                for (int i = 0; i < batch.changes().size(); i++) {
                    if (batch.changes().get(i).getDesk().equals(desk)) {
                        traces.add(batch.traces().get(i));
                    }
                }
                caughtUp = batch.caughtUp();
            }
        }
        return traces;
    }
}
