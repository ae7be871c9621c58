package org.ticketdesk.audit.folder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.ListedRecords;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/** A log and its journal in memory, as a processor would have written them. Not thread-safe while it is written. */
final class KeptRecords implements Archive {
    private final int partitions;
    private final Map<DeskTopic, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new EnumMap<>(DeskTopic.class);
    private final Replay replay;
    private long time = 1_700_000_000_000L;

    KeptRecords(int partitions) {
        this.partitions = partitions;
        this.replay = new Replay(Codec.DESK_ACTION, partitions);
        for (DeskTopic topic : List.of(DeskTopic.ACTIONS, DeskTopic.JOURNAL)) {
            List<List<ConsumerRecord<byte[], byte[]>>> all = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new ArrayList<>());
            }
            topics.put(topic, all);
        }
    }

    /** An action that has been decided. */
    KeptRecords decided(DeskAction action) {
        byte[] key = action.getDesk().getBytes(StandardCharsets.UTF_8);
        int partition = DeskPartition.of(key, partitions);
        ConsumerRecord<byte[], byte[]> record = add(partition, key, Codec.DESK_ACTION.encode(action), headers());
        replay.fold(record)
                .ifPresent(expected ->
                        add(DeskTopic.JOURNAL, partition, record.offset() * 2, key, expected.entry(), headers()));
        return this;
    }

    /** An action that has not been decided yet. */
    KeptRecords waiting(DeskAction action) {
        byte[] key = action.getDesk().getBytes(StandardCharsets.UTF_8);
        add(DeskPartition.of(key, partitions), key, Codec.DESK_ACTION.encode(action), headers());
        return this;
    }

    /** Anything in the log. */
    ConsumerRecord<byte[], byte[]> add(int partition, byte[] key, byte[] value, Headers headers) {
        return add(
                DeskTopic.ACTIONS,
                partition,
                topics.get(DeskTopic.ACTIONS).get(partition).size(),
                key,
                value,
                headers);
    }

    private ConsumerRecord<byte[], byte[]> add(
            DeskTopic topic, int partition, long offset, byte[] key, byte[] value, Headers headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic.topicName(),
                partition,
                offset,
                time++,
                topic == DeskTopic.ACTIONS ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers,
                Optional.empty());
        topics.get(topic).get(partition).add(record);
        return record;
    }

    private static Headers headers() {
        return new RecordHeaders()
                .add("ce_id", "an id".getBytes(StandardCharsets.UTF_8))
                .add("absent", null);
    }

    @Override
    public boolean has(DeskTopic topic) {
        return topics.containsKey(topic);
    }

    @Override
    public int partitions(DeskTopic topic) {
        return partitions;
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        return new ListedRecords(topics.get(topic).get(partition));
    }

    @Override
    public Origin origin() {
        return new Origin("a-cluster", "a-journal");
    }

    @Override
    public SchemaSource schemas() {
        return SchemaSource.NONE;
    }

    @Override
    public void close() {}
}
