package org.ticketdesk.projection;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Jdbi;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Published;
import org.ticketdesk.processor.Cluster;
import org.ticketdesk.processor.TicketProcessor;

/** A real broker, a real processor, and desks at which all kinds of things happen. */
public final class BusyDesks implements AutoCloseable {
    private static final int DESKS = 4;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final AtomicInteger happened = new AtomicInteger();
    private TicketProcessor processor;
    private final List<RandomStories> stories;
    private int marks;

    /** Starts the broker and the processor in a folder. */
    public BusyDesks(Path folder) {
        cluster = new Cluster(folder, PARTITIONS);
        processor = cluster.start();
        stories = IntStream.range(0, DESKS)
                .mapToObj(desk -> RandomStories.of(desk, 12, 60))
                .toList();
    }

    /** Clients of the broker. */
    public DeskClients clients() {
        return cluster.clients();
    }

    /** The settings of a projection of their journal. */
    public ProjectionConfig config(String jdbcUrl) {
        return ProjectionConfig.of(cluster.bootstrap(), jdbcUrl);
    }

    /** Publishes that many actions at each desk. */
    public void happen(int actions) {
        for (int i = 0; i < actions; i++) {
            for (int desk = 0; desk < DESKS; desk++) {
                cluster.publish(
                        Published.action(name(desk), stories.get(desk).next().request()));
                happened.incrementAndGet();
            }
        }
    }

    /** Goes on publishing, a few hundred actions a second, while something else is done. */
    public void busyWhile(Runnable what) {
        AtomicBoolean more = new AtomicBoolean(true);
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            while (more.get()) {
                happen(2);
                pause(10);
            }
        });
        try {
            what.run();
        } finally {
            more.set(false);
            traffic.join();
        }
    }

    /** Publishes a last action at each desk, and waits until the views have them: then they have all that was published before. */
    public void awaitAll(Jdbi views) {
        String last = "last-" + marks++;
        for (int desk = 0; desk < DESKS; desk++) {
            cluster.publish(
                    Cluster.read(("{\"actionId\":\"%s\",\"desk\":\"%s\",\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},"
                                    + "\"action\":{\"type\":\"RemoveAgent\",\"agent\":\"nobody\"}}")
                            .formatted(last, name(desk))));
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> views.withHandle(
                                handle -> handle.select("SELECT count(*) FROM entries WHERE action_id = ?", last)
                                        .mapTo(Integer.class)
                                        .one())
                        == DESKS);
    }

    /** Puts bytes into the journal that no processor wrote, at the end of a desk's partition. */
    public RecordMetadata forge(String desk, byte[] value) {
        try (Producer<byte[], byte[]> producer = clients().producer(Map.of())) {
            return producer.send(new ProducerRecord<>(
                            DeskTopic.JOURNAL.topicName(), desk.getBytes(StandardCharsets.US_ASCII), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until all that happened is decided, and closes the processor: no timer moves the views any more. */
    public void stopDeciding() {
        await().atMost(PATIENCE).until(() -> records() >= happened.get());
        processor.close();
    }

    /** Does something while nothing is decided, and goes on deciding; not within {@link #busyWhile}. */
    public void whileStill(Runnable what) {
        stopDeciding();
        try {
            what.run();
        } finally {
            processor = cluster.start();
        }
    }

    /** The rows of a projection that has the whole journal; only while nothing is decided are they the last word. */
    public List<String> projected(ProjectionConfig config) {
        try (Projection projection = Projection.start(config)) {
            Jdbi views = projection.database().reader();
            awaitWholeJournal(views);
            return WrittenRows.of(views);
        }
    }

    /** Waits until the views have what the journal holds now. */
    public void awaitWholeJournal(Jdbi views) {
        long records = records();
        await().atMost(PATIENCE).until(() -> recordsIn(views) >= records);
    }

    private long records() {
        return journal().values().stream().mapToInt(List::size).sum();
    }

    private static long recordsIn(Jdbi views) {
        return views.withHandle(
                handle -> handle.select("SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM set_aside)")
                        .mapTo(Long.class)
                        .one());
    }

    /** The journal: the offsets of each partition's entries, in order. */
    public Map<Integer, List<Long>> journal() {
        Map<Integer, List<Long>> offsets = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = clients().consumer()) {
            List<TopicPartition> partitions = DeskTopic.JOURNAL.partitionsSeenBy(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> offsets.computeIfAbsent(record.partition(), p -> new ArrayList<>())
                                .add(record.offset()));
            }
        }
        return offsets;
    }

    /** The desk of that number, from 0. */
    public static String name(int desk) {
        return "desk-" + desk;
    }

    /** Waits a while. */
    public static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        processor.close();
        cluster.close();
    }
}
