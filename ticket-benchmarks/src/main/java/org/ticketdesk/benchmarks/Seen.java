package org.ticketdesk.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.events.topics.DeskTopic;

/** A {@code read_committed} consumer of a topic, in a thread of its own, that notes how late it sees what was published. Thread-safe. */
final class Seen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final Histogram micros = new ConcurrentHistogram(3);
    private final AtomicLong count = new AtomicLong();
    private final CompletableFuture<Void> end;
    private volatile boolean closing;

    /** Begins at the topic's beginning. */
    Seen(Cluster cluster, DeskTopic topic, Function<byte[], String> idOf) {
        List<TopicPartition> partitions = IntStream.range(0, cluster.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        this.end = CompletableFuture.runAsync(
                () -> {
                    try (Consumer<byte[], byte[]> consumer = cluster.clients().consumer()) {
                        consumer.assign(partitions);
                        consumer.seekToBeginning(partitions);
                        while (!closing) {
                            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                                note(idOf.apply(record.value()));
                            }
                        }
                    }
                },
                task -> new Thread(task, "seen").start());
    }

    /** An action was to be published at this time, {@link System#nanoTime}; a retry of one on its way is not another. */
    void expect(String id, long nanos) {
        due.putIfAbsent(id, nanos);
    }

    /** Forgets what was measured so far. */
    void reset() {
        micros.reset();
    }

    /** The latencies since the last reset, in microseconds. */
    Histogram micros() {
        return micros.copy();
    }

    /** Waits until so many records were seen since the beginning. */
    void await(long number) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (count.get() < number) {
            if (end.isDone() || System.nanoTime() > patience) {
                throw new IllegalStateException("Saw " + count + " records, expected " + number + ": " + end);
            }
            Thread.sleep(10);
        }
    }

    private void note(String id) {
        Long from = due.remove(id);
        if (from != null) {
            micros.recordValue((System.nanoTime() - from) / 1_000);
        }
        count.incrementAndGet();
    }

    @Override
    public void close() {
        closing = true;
        end.join();
    }
}
