package org.ticketdesk.audit.records;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;

/** Records in memory, which a test may forge as it likes. What it opens is a copy: what is forged then is not seen. */
public final class MemoryArchive implements Archive {
    private final Map<DeskTopic, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new EnumMap<>(DeskTopic.class);
    private final int partitions;
    private SchemaSource schemas = SchemaSource.NONE;

    /** All topics, empty. */
    public MemoryArchive(int partitions) {
        this.partitions = partitions;
        for (DeskTopic topic : DeskTopic.values()) {
            topics.put(
                    topic,
                    Stream.generate(() -> (List<ConsumerRecord<byte[], byte[]>>)
                                    new ArrayList<ConsumerRecord<byte[], byte[]>>())
                            .limit(partitions)
                            .toList());
        }
    }

    /** This archive without the records of a topic. */
    public MemoryArchive without(DeskTopic topic) {
        topics.remove(topic);
        return this;
    }

    /** Has schemas beside those on board. */
    public void know(SchemaSource more) {
        schemas = more;
    }

    /** The records of a partition, to be changed at will. */
    public List<ConsumerRecord<byte[], byte[]>> records(DeskTopic topic, int partition) {
        return topics.get(topic).get(partition);
    }

    /** Appends a record at the next offset. */
    public ConsumerRecord<byte[], byte[]> append(
            DeskTopic topic, int partition, byte[] key, byte[] value, long at, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> records = records(topic, partition);
        long offset = records.isEmpty() ? 0 : records.getLast().offset() + 1;
        ConsumerRecord<byte[], byte[]> record = record(topic, partition, offset, key, value, at, headers);
        records.add(record);
        return record;
    }

    /** Puts another value into a record. */
    public void alter(DeskTopic topic, int partition, int place, byte[] value) {
        ConsumerRecord<byte[], byte[]> before = records(topic, partition).get(place);
        records(topic, partition)
                .set(
                        place,
                        record(
                                topic,
                                partition,
                                before.offset(),
                                before.key(),
                                value,
                                before.timestamp(),
                                before.headers()));
    }

    /** Gives the records of a partition the offsets 0, 1, 2 and so on: a copy in which nothing shows what was done. */
    public void renumber(DeskTopic topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> records = records(topic, partition);
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            records.set(
                    i, record(topic, partition, i, record.key(), record.value(), record.timestamp(), record.headers()));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(
            DeskTopic topic, int partition, long offset, byte[] key, byte[] value, long at, Headers headers) {
        return new ConsumerRecord<>(
                topic.topicName(),
                partition,
                offset,
                at,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    @Override
    public int partitions(DeskTopic topic) {
        return partitions;
    }

    @Override
    public boolean has(DeskTopic topic) {
        return topics.containsKey(topic);
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        return new ListedRecords(records(topic, partition));
    }

    @Override
    public Origin origin() {
        return new Origin("a-cluster", "a-journal");
    }

    @Override
    public SchemaSource schemas() {
        return schemas;
    }

    @Override
    public void close() {}

    /** All partitions of a topic, the first first. */
    public Stream<ConsumerRecord<byte[], byte[]>> all(DeskTopic topic) {
        return IntStream.range(0, partitions).boxed().flatMap(partition -> records(topic, partition).stream());
    }
}
