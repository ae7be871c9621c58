package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.TicketProcessor;

/**
 * How long it takes from publishing an action until a {@code read_committed} consumer sees its journal entry, with actions that
 * come at a steady rate, whatever becomes of the earlier ones: each is measured from the time at which it was to be sent.
 */
final class Latency {
    private static final String LIMITS = """
            Twelve desks on twelve partitions, one stream thread, stores on disk; broker, processor, publisher and consumer \
            share the machine's cores. What is written is visible when its transaction commits: so an action waits for half a \
            commit interval, then for the commit itself. `log alone` is from publishing to the action itself seen by a \
            consumer of the log; `single store` is a topology that writes one row and one record per action.""";

    private static final int PARTITIONS = 12;

    private final int[] rates;
    private final int warmUpSeconds;
    private final int seconds;
    private final Table table = new Table(
            "Latency: milliseconds from publishing to the entry seen",
            "what",
            "actions/s",
            "p50",
            "p99",
            "p99.9",
            "max");

    private Latency(boolean quick) {
        this.rates = quick ? new int[] {200} : new int[] {200, 1_000, 5_000};
        this.warmUpSeconds = quick ? 1 : 3;
        this.seconds = quick ? 2 : 10;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        Latency latency = new Latency(quick);
        latency.ofTheLogAlone();
        latency.ofSingleStore(25);
        for (int commitIntervalMs : quick ? new int[] {25} : new int[] {10, 25, 50, 100}) {
            latency.ofTheProcessor(commitIntervalMs);
        }
        latency.table.print(out, LIMITS);
    }

    private void ofTheLogAlone() throws Exception {
        try (Cluster cluster = new Cluster(PARTITIONS)) {
            measure("log alone", cluster, DeskTopic.ACTIONS, Latency::idOfAction);
        }
    }

    private void ofSingleStore(int commitMs) throws Exception {
        try (Cluster cluster = new Cluster(PARTITIONS);
                KafkaStreams streams = new KafkaStreams(
                        Peers.singleStore(false),
                        TicketProcessor.streamsProperties(
                                cluster.newApplication().withCommitIntervalMs(commitMs)))) {
            streams.start();
            measure("single store, commit " + commitMs + " ms", cluster, DeskTopic.JOURNAL, Latency::idOfAction);
        }
    }

    private void ofTheProcessor(int commitMs) throws Exception {
        try (Cluster cluster = new Cluster(PARTITIONS);
                TicketProcessor processor =
                        TicketProcessor.start(cluster.newApplication().withCommitIntervalMs(commitMs))) {
            if (!processor.awaitRunning(Duration.ofMinutes(1))) {
                throw new IllegalStateException("The processor does not run: " + processor.ended());
            }
            measure(
                    "processor, commit " + commitMs + " ms",
                    cluster,
                    DeskTopic.JOURNAL,
                    entry -> Codec.JOURNAL_ENTRY.decode(entry).getActionId());
        }
    }

    /** Every rate in its turn, on one log that goes on. */
    private void measure(String what, Cluster cluster, DeskTopic seenIn, Function<byte[], String> idOf)
            throws InterruptedException {
        List<BusyDesk> desks = new ArrayList<>();
        List<byte[]> opening = new ArrayList<>();
        try (Seen seen = new Seen(cluster, seenIn, idOf);
                Producer<byte[], byte[]> producer =
                        cluster.clients().producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, "0"))) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String desk = Cluster.deskOn(partition, PARTITIONS);
                desks.add(new BusyDesk(desk, 50, 250, partition, action -> {
                    opening.add(action);
                    producer.send(record(desk, action));
                }));
            }
            long published = opening.size();
            seen.await(published);
            for (int rate : rates) {
                publish(rate, warmUpSeconds, desks, producer, seen);
                seen.reset();
                publish(rate, seconds, desks, producer, seen);
                published += (long) rate * (warmUpSeconds + seconds);
                seen.await(published);
                Histogram micros = seen.micros();
                table.row(
                        what,
                        rate,
                        micros.getValueAtPercentile(50) / 1_000.0,
                        micros.getValueAtPercentile(99) / 1_000.0,
                        micros.getValueAtPercentile(99.9) / 1_000.0,
                        micros.getMaxValue() / 1_000.0);
            }
        }
    }

    /** Publishes at a steady rate, desk by desk, and never waits for anything but the clock. */
    private static void publish(
            int rate, int seconds, List<BusyDesk> desks, Producer<byte[], byte[]> producer, Seen seen) {
        List<ProducerRecord<byte[], byte[]>> actions = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < rate * seconds; i++) {
            BusyDesk desk = desks.get(i % desks.size());
            byte[] action = desk.next();
            actions.add(record(desk.id(), action));
            ids.add(idOfAction(action));
        }
        long begun = System.nanoTime();
        for (int i = 0; i < actions.size(); i++) {
            long due = begun + TimeUnit.SECONDS.toNanos(i) / rate;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            seen.expect(ids.get(i), due);
            producer.send(actions.get(i));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String desk, byte[] action) {
        return new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), desk.getBytes(StandardCharsets.US_ASCII), action);
    }

    private static String idOfAction(byte[] action) {
        return Codec.DESK_ACTION.decode(action).getActionId();
    }
}
