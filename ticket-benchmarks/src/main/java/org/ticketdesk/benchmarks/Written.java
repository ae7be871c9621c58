package org.ticketdesk.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.state.StoreRows;

/**
 * Everything that a processor has written, record by record: its stores' rows, as they are in the changelogs, and its topics'
 * records. So a peer can write the very same.
 *
 * @param rows by store and partition
 * @param records by topic and partition
 */
record Written(
        Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> rows,
        Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> records) {

    /** The topics that a processor writes into. */
    static final List<DeskTopic> TOPICS = List.of(DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED, DeskTopic.TICKETS);

    /** Reads it from the topics. */
    static Written by(String application, Cluster cluster) {
        Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> rows = new LinkedHashMap<>();
        Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> records = new LinkedHashMap<>();
        rows.put(StoreRows.STORE, read(application + "-" + StoreRows.STORE + "-changelog", cluster));
        for (DeskTopic topic : TOPICS) {
            records.put(topic.topicName(), read(topic.topicName(), cluster));
        }
        return new Written(rows, records);
    }

    /** How many there are of these. */
    static long count(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
        return partitions.stream().mapToLong(List::size).sum();
    }

    /** How long they are, in bytes: keys, values and headers. */
    static long bytes(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
        return partitions.stream()
                .flatMap(List::stream)
                .mapToLong(Written::bytes)
                .sum();
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> written) {
        long bytes = written.key().length + (written.value() == null ? 0 : written.value().length);
        for (var header : written.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }

    private static List<List<ConsumerRecord<byte[], byte[]>>> read(String topic, Cluster cluster) {
        List<TopicPartition> partitions = IntStream.range(0, cluster.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        List<List<ConsumerRecord<byte[], byte[]>>> read = new ArrayList<>();
        partitions.forEach(partition -> read.add(new ArrayList<>()));
        try (Consumer<byte[], byte[]> consumer = cluster.clients().consumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(found -> read.get(found.partition()).add(found));
            }
        }
        return read;
    }
}
