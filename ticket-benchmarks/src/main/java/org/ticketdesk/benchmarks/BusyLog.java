package org.ticketdesk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;

/** A log of busy desks, one on each partition, that stands in the topic of actions before an application drains it. */
final class BusyLog {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final List<ProducerRecord<byte[], byte[]>> log;

    private BusyLog(Cluster cluster, List<ProducerRecord<byte[], byte[]>> log) {
        this.cluster = cluster;
        this.log = log;
    }

    /** Makes a log of so many actions, and publishes it. */
    static BusyLog publish(Cluster cluster, int actions) {
        BusyLog log = new BusyLog(cluster, stories(cluster.partitions(), actions));
        log.publishTo(DeskTopic.ACTIONS);
        return log;
    }

    /** The desks' stories, by turns. */
    private static List<ProducerRecord<byte[], byte[]>> stories(int desks, int actions) {
        List<Deque<byte[]>> stories = new ArrayList<>();
        for (int partition = 0; partition < desks; partition++) {
            Deque<byte[]> story = new ArrayDeque<>();
            BusyDesk desk = new BusyDesk(Cluster.deskOn(partition, desks), 50, 250, partition, story::add);
            while (story.size() <= actions / desks) {
                story.add(desk.next());
            }
            stories.add(story);
        }
        List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>(actions);
        for (int i = 0; i < actions; i++) {
            log.add(new ProducerRecord<>(
                    DeskTopic.ACTIONS.topicName(),
                    i % desks,
                    Cluster.deskOn(i % desks, desks).getBytes(StandardCharsets.US_ASCII),
                    stories.get(i % desks).remove()));
        }
        return log;
    }

    /** The actions in their order. */
    List<DeskAction> actions() {
        return log.stream()
                .map(record -> Codec.DESK_ACTION.decode(record.value()))
                .toList();
    }

    /** Publishes the same bytes, idempotent and with {@code acks=all}. */
    Took publishTo(DeskTopic topic) {
        try (Producer<byte[], byte[]> producer = cluster.clients().producer(Map.of())) {
            producer.partitionsFor(topic.topicName());
            return Took.of(() -> {
                for (ProducerRecord<byte[], byte[]> record : log) {
                    producer.send(new ProducerRecord<>(topic.topicName(), record.key(), record.value()));
                }
                producer.flush();
            });
        }
    }

    /** Has a processor drain it. */
    Took drainedByProcessor(ProcessorConfig config) throws Exception {
        try (TicketProcessor processor = TicketProcessor.start(config)) {
            return drainedBy(processor.streams(), config.applicationId());
        }
    }

    /** Waits until a group has committed the whole log; says how long that took from the moment at which its threads ran. */
    Took drainedBy(KafkaStreams streams, String group) throws Exception {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = cluster.clients().admin()) {
            while (streams.state() != KafkaStreams.State.RUNNING) {
                pauseUntil(patience, 1);
            }
            return Took.of(() -> {
                while (committed(admin, group) < log.size()) {
                    pauseUntil(patience, 10);
                }
            });
        }
    }

    private static long committed(Admin admin, String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static void pauseUntil(long patience, long ms) throws InterruptedException {
        if (System.nanoTime() > patience) {
            throw new IllegalStateException("The log was not drained within " + PATIENCE + ".");
        }
        Thread.sleep(ms);
    }
}
