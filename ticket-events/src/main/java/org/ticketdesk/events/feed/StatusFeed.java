package org.ticketdesk.events.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TraceContext;

/**
 * The status changes of all desks: each once, a desk's in their order, nothing left out. What was not committed is not seen.
 *
 * <pre>{@code
 * try (StatusFeed feed = StatusFeed.fromBeginning(clients)) {
 *     while (running) {
 *         StatusFeed.Batch batch = feed.poll(Duration.ofSeconds(1));
 *         batch.changes().forEach(dashboard::show);
 *         store.save(batch.positions());
 *     }
 * }
 * }</pre>
 *
 * <p>Every member of a group of dashboards has a feed of its own; there is no consumer group. Thread-safe, but a feed is one
 * stream: threads that poll at once share it. {@link #close()} may be called by any thread.
 */
public final class StatusFeed implements AutoCloseable {

    /**
     * What a poll brought.
     *
     * @param changes in each desk's order; empty when nothing came in time
     * @param positions where the feed stands behind these changes: the next offset of each partition. To go on from here later,
     *     save them with what was made of the changes, and open the feed {@link StatusFeed#from} them
     * @param caughtUp whether all that stood in the topic when the feed was opened has been handed out, in this batch or
     *     before; once true, it stays so
     * @param traces of each change, in the same order, the trace of the action that it came of
     */
    public record Batch(
            List<TicketStatusChanged> changes,
            Map<Integer, Long> positions,
            boolean caughtUp,
            List<Optional<TraceContext>> traces) {}

    private final Consumer<byte[], byte[]> consumer;
    private final SchemaTopic schemas;
    private final Codec<TicketStatusChanged> codec;
    private final Map<TopicPartition, Long> backlog;
    private final Map<TopicPartition, Long> positions;
    private final ReentrantLock polling = new ReentrantLock();
    private FeedException stopped;
    private volatile boolean closed;

    private StatusFeed(
            DeskClients clients,
            BiFunction<Consumer<byte[], byte[]>, List<TopicPartition>, Map<TopicPartition, Long>> start) {
        this.consumer = clients.consumer();
        this.schemas = new SchemaTopic(clients);
        this.codec = Codec.of(TicketStatusChanged.class, schemas);
        try {
            List<TopicPartition> partitions = DeskTopic.STATUS_CHANGED.partitionsSeenBy(consumer);
            consumer.assign(partitions);
            this.backlog = consumer.endOffsets(partitions);
            this.positions = new HashMap<>(start.apply(consumer, partitions));
            positions.forEach(consumer::seek);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * What happens from now on.
     *
     * @param clients how to reach the cluster
     * @return a feed, the caller's to close
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the topic is missing
     */
    public static StatusFeed fromNow(DeskClients clients) {
        return new StatusFeed(clients, Consumer::endOffsets);
    }

    /**
     * Everything that is kept (30 days, unless the operator says otherwise), and what happens from now on.
     *
     * @param clients how to reach the cluster
     * @return a feed, the caller's to close
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the topic is missing
     */
    public static StatusFeed fromBeginning(DeskClients clients) {
        return new StatusFeed(clients, Consumer::beginningOffsets);
    }

    /**
     * What happened at a time or later, by the desks' time, and what happens from now on.
     *
     * @param clients how to reach the cluster
     * @param time where to begin; when it lies in the future, the feed begins now
     * @return a feed, the caller's to close
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the topic is missing
     */
    public static StatusFeed fromTime(DeskClients clients, Instant time) {
        return new StatusFeed(clients, (consumer, partitions) -> {
            Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(partitions));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(Function.identity(), p -> time.toEpochMilli())));
            found.forEach((partition, place) -> {
                if (place != null) {
                    starts.put(partition, place.offset());
                }
            });
            return starts;
        });
    }

    /**
     * What comes behind positions that a feed has handed out.
     *
     * @param clients how to reach the cluster
     * @param positions the next offset of each partition
     * @return a feed, the caller's to close
     * @throws FeedException when they are not one for each partition; what is not kept any more, the first poll tells
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the topic is missing
     */
    public static StatusFeed from(DeskClients clients, Map<Integer, Long> positions) {
        return new StatusFeed(clients, (consumer, partitions) -> checked(positions, partitions));
    }

    /**
     * Waits for changes.
     *
     * @param timeout how long to wait when there is none
     * @return what came, and where the feed stands now
     * @throws FeedException when a record cannot be read, or is not kept any more; all changes before it on its partition have
     *     been handed out, and each further call throws it again: nothing is skipped
     * @throws IllegalStateException when the feed is closed, also while this waits
     */
    public Batch poll(Duration timeout) {
        polling.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The feed is closed.");
            }
            if (stopped != null) {
                throw stopped;
            }
            List<Optional<TraceContext>> traces = new ArrayList<>();
            List<TicketStatusChanged> changes = read(fetch(timeout), traces);
            if (stopped != null && changes.isEmpty()) {
                throw stopped;
            }
            return new Batch(changes, handedOut(), hasCaughtUp(), Collections.unmodifiableList(traces));
        } catch (WakeupException e) {
            throw new IllegalStateException("The feed was closed.", e);
        } finally {
            polling.unlock();
        }
    }

    /** Gives the connections back; a thread that waits in {@link #poll} is told. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        polling.lock();
        try {
            consumer.close();
            schemas.close();
        } finally {
            polling.unlock();
        }
    }

    private ConsumerRecords<byte[], byte[]> fetch(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (OffsetOutOfRangeException e) {
            stopped = new FeedException(
                    "Found no record at %s, partition and next offset: it is not kept any more. Open a feed from the beginning, and expect a gap."
                            .formatted(e.offsetOutOfRangePartitions()),
                    e);
            throw stopped;
        }
    }

    private List<TicketStatusChanged> read(
            ConsumerRecords<byte[], byte[]> records, List<Optional<TraceContext>> traces) {
        List<TicketStatusChanged> changes = new ArrayList<>(records.count());
        Map<TopicPartition, Long> next = new HashMap<>(positions);
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                changes.add(decode(record));
                traces.add(TraceContext.from(record.headers()));
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            // Also past what is not handed out: aborted records, and the ends of transactions.
            next.replaceAll((partition, behindLast) -> consumer.position(partition));
        } catch (FeedException e) {
            stopped = e;
        } catch (RuntimeException e) {
            // A schema could not be looked up, say; the next poll brings the same records.
            positions.forEach(consumer::seek);
            throw e;
        }
        positions.putAll(next);
        return Collections.unmodifiableList(changes);
    }

    private TicketStatusChanged decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableException e) {
            throw new FeedException(
                    ("Cannot read offset %d of %s, partition %d: %s. Upgrade this reader; or, to leave the record out, open a feed"
                                    + " from the last positions with %d for the partition.")
                            .formatted(
                                    record.offset(),
                                    record.topic(),
                                    record.partition(),
                                    e.getMessage(),
                                    record.offset() + 1),
                    e);
        }
    }

    private Map<Integer, Long> handedOut() {
        Map<Integer, Long> next = new TreeMap<>();
        positions.forEach((partition, offset) -> next.put(partition.partition(), offset));
        return Collections.unmodifiableMap(next);
    }

    private boolean hasCaughtUp() {
        return backlog.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue());
    }

    private static Map<TopicPartition, Long> checked(Map<Integer, Long> positions, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        positions.forEach((partition, offset) ->
                starts.put(new TopicPartition(DeskTopic.STATUS_CHANGED.topicName(), partition), offset));
        if (!starts.keySet().equals(Set.copyOf(partitions))) {
            throw new FeedException(
                    "Found positions of the partitions %s, expected one for each of the %d of %s: they are of another topic, or of another time."
                            .formatted(
                                    new TreeMap<>(positions).keySet(),
                                    partitions.size(),
                                    DeskTopic.STATUS_CHANGED.topicName()),
                    null);
        }
        return starts;
    }
}
