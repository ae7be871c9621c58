package org.ticketdesk.events.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.ticketdesk.events.codec.Framing;

/**
 * Whether topics are in the framing that the settings say: it is chosen while a topic is empty, and whoever starts with another one
 * is refused before anything is written or taken for something else. Looks at the first record of each partition.
 */
public final class FramingCheck {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FramingCheck() {}

    /**
     * Checks.
     *
     * @param clients how to reach the cluster, and the framings expected
     * @param topics that exist
     * @throws TopicsRefusedException when a topic is in another framing; its message has a sentence for each
     * @throws org.apache.kafka.common.KafkaException when the topics cannot be read
     */
    public static void check(DeskClients clients, DeskTopic... topics) {
        List<String> problems = new ArrayList<>();
        Map<DeskTopic, List<ConsumerRecord<byte[], byte[]>>> firsts = firsts(clients, topics);
        for (DeskTopic topic : topics) {
            Framing expected = clients.framing(topic);
            List<ConsumerRecord<byte[], byte[]>> begun = firsts.get(topic);
            boolean anyAsExpected = begun.stream().anyMatch(first -> expected.begins(first.value()));
            // Anybody's record may stand first in a partition of the log, and is rejected there when it is in another
            // framing.
            if (topic != DeskTopic.ACTIONS || !anyAsExpected) {
                begun.stream()
                        .filter(first -> !expected.begins(first.value()))
                        .filter(first -> Framing.seenIn(first.value()).isPresent())
                        .findFirst()
                        .ifPresent(first -> problems.add(problem(first, expected)));
            }
        }
        if (!problems.isEmpty()) {
            throw new TopicsRefusedException(problems);
        }
    }

    private static String problem(ConsumerRecord<byte[], byte[]> first, Framing expected) {
        return ("Topic %s is in %s, as its record at offset %d of partition %d is; expected %s, as the settings say."
                        + " The framing of a topic is chosen while it is empty: %s --registry-framed.")
                .formatted(
                        first.topic(),
                        Framing.seenIn(first.value()).orElseThrow(),
                        first.offset(),
                        first.partition(),
                        expected,
                        expected == Framing.SINGLE_OBJECT ? "name it with" : "leave it out of");
    }

    private static Map<DeskTopic, List<ConsumerRecord<byte[], byte[]>>> firsts(
            DeskClients clients, DeskTopic... topics) {
        Map<DeskTopic, List<ConsumerRecord<byte[], byte[]>>> found = new EnumMap<>(DeskTopic.class);
        Map<TopicPartition, DeskTopic> open = new HashMap<>();
        // The least that can be fetched: one batch of each partition, and of that one record.
        try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1", ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1"))) {
            for (DeskTopic topic : topics) {
                found.put(topic, new ArrayList<>());
                topic.partitionsSeenBy(consumer).forEach(partition -> open.put(partition, topic));
            }
            consumer.assign(open.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(open.keySet());
            consumer.seekToBeginning(open.keySet());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                open.keySet().removeIf(partition -> consumer.position(partition) >= ends.get(partition));
                if (open.isEmpty()) {
                    return found;
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("The first records of %s could not be read within %d s."
                            .formatted(open.keySet(), PATIENCE.toSeconds()));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    DeskTopic topic = open.get(partition);
                    if (topic != null && record.value() != null) {
                        found.get(topic).add(record);
                        open.remove(partition);
                        consumer.pause(Set.of(partition));
                    }
                }
            }
        }
    }
}
