package org.ticketdesk.cli.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/** All partitions of a topic, read from a place on. Not thread-safe. */
public final class TopicTail implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    /** Where to begin. */
    public sealed interface Start {
        /** With the first record that is there. */
        record Beginning() implements Start {}

        /** With the first record that is written after this. */
        record Now() implements Start {}

        /**
         * With the first record whose timestamp is not before a time.
         *
         * @param time that time
         */
        record At(Instant time) implements Start {}
    }

    /**
     * Opens the topic; its end is where it ends now.
     *
     * @throws CommandFailed when the cluster does not have the topic
     */
    public TopicTail(DeskClients clients, DeskTopic topic, Start start) {
        consumer = clients.consumer();
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new CommandFailed("The cluster has no topic " + topic.topicName()
                        + ": create the topics with `desk topics create`, or start the desk with `desk up`.");
            }
            consumer.assign(partitions);
            ends = consumer.endOffsets(partitions);
            seek(partitions, start);
        } catch (RuntimeException | Error e) {
            consumer.close();
            throw e;
        }
    }

    private void seek(List<TopicPartition> partitions, Start start) {
        switch (start) {
            case Start.Beginning beginning -> consumer.seekToBeginning(partitions);
            case Start.Now now -> ends.forEach(consumer::seek);
            case Start.At at -> {
                Map<TopicPartition, Long> times = partitions.stream()
                        .collect(Collectors.toMap(p -> p, p -> at.time().toEpochMilli()));
                Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
                for (TopicPartition partition : partitions) {
                    OffsetAndTimestamp first = found.get(partition);
                    consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
                }
            }
        }
    }

    /** Whether all has been read that was there when the topic was opened. */
    public boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** The next records, a partition's in their order; empty when none came in time. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration most) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(most).forEach(records::add);
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
