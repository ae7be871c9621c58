package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;

/**
 * Actions per second through the processor, beside topologies that decide nothing and the bare producer. The log is written
 * before; what is measured is from the moment at which the stream threads run until the last action's transaction is committed.
 */
final class Throughput {
    private static final String LIMITS = """
            Broker, processor and measurement share the machine's cores. `same writes` writes the very rows and records that \
            the processor wrote, byte for byte, without reading, deciding or encoding anything; `single store` writes one row \
            and one record; `producer` publishes the log's bytes, idempotent and with `acks=all`. A round measures one after \
            the other, on one broker; figures are medians, ratios are medians of the rounds' ratios.""";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int actions;
    private final int rounds;
    private final boolean quick;
    private final Table figures = new Table(
            "Throughput: actions per second",
            "desks on partitions",
            "threads",
            "stores",
            "processor",
            "same writes",
            "single store",
            "producer",
            "of same writes",
            "of single store");
    private final Table writes =
            new Table("What the processor writes per action", "desks", "where to", "rows or records", "bytes");

    private Throughput(boolean quick) {
        this.actions = quick ? 5_000 : 100_000;
        this.rounds = quick ? 1 : 3;
        this.quick = quick;
    }

    /** Measures, and prints two tables. */
    static void run(boolean quick, PrintStream out) throws Exception {
        Throughput throughput = new Throughput(quick);
        throughput.measure(1, 1);
        throughput.measure(12, 2);
        throughput.figures.print(out, LIMITS);
        throughput.writes.print(out, "Bytes are those of keys, values and headers.");
    }

    private void measure(int desks, int threads) throws Exception {
        try (Cluster cluster = new Cluster(desks)) {
            List<ProducerRecord<byte[], byte[]>> log = log(desks);
            publish(cluster, DeskTopic.ACTIONS, log);
            Written written = measure(cluster, log, threads, false);
            written.rows().forEach((store, rows) -> written(desks, "store " + store, rows));
            written.records().forEach((topic, records) -> written(desks, "topic " + topic, records));
            if (!quick) {
                measure(cluster, log, threads, true);
            }
        }
    }

    private Written measure(Cluster cluster, List<ProducerRecord<byte[], byte[]>> log, int threads, boolean inMemory)
            throws Exception {
        Written written = null;
        List<Round> measured = new ArrayList<>();
        for (int round = quick ? 0 : -1; round < rounds; round++) {
            ProcessorConfig config =
                    cluster.newApplication().withThreads(threads).withInMemory(inMemory);
            double processor = drainedByProcessor(cluster, config);
            if (written == null) {
                written = Written.by(config.applicationId(), cluster);
            }
            cluster.clearOutput();
            double sameWrites = drainedBy(Peers.sameWrites(written, inMemory), cluster, config);
            cluster.clearOutput();
            double singleStore = drainedBy(Peers.singleStore(inMemory), cluster, config);
            cluster.clearOutput();
            double producer = publish(cluster, DeskTopic.REJECTED, log);
            cluster.clearOutput();
            if (round >= 0) {
                measured.add(new Round(processor, sameWrites, singleStore, producer));
            }
        }
        int desks = cluster.partitions();
        String stores = inMemory ? "memory" : "disk";
        figures.row(
                desks + " on " + desks,
                threads,
                stores,
                perSecond(measured, Round::processor),
                perSecond(measured, Round::sameWrites),
                perSecond(measured, Round::singleStore),
                perSecond(measured, Round::producer),
                Table.median(
                        measured.stream().map(r -> r.sameWrites / r.processor).toList()),
                Table.median(
                        measured.stream().map(r -> r.singleStore / r.processor).toList()));
        return written;
    }

    /** The seconds that each took for all actions. */
    private record Round(double processor, double sameWrites, double singleStore, double producer) {}

    private double perSecond(List<Round> measured, Function<Round, Double> which) {
        return actions / Table.median(measured.stream().map(which).toList());
    }

    private void written(int desks, String where, List<List<ConsumerRecord<byte[], byte[]>>> lines) {
        writes.row(desks, where, (double) Written.count(lines) / actions, (double) Written.bytes(lines) / actions);
    }

    /** The desks' stories, by turns: one desk for each partition. */
    private List<ProducerRecord<byte[], byte[]>> log(int desks) {
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

    private static double publish(Cluster cluster, DeskTopic topic, List<ProducerRecord<byte[], byte[]>> log) {
        try (Producer<byte[], byte[]> producer = cluster.clients().producer(Map.of())) {
            producer.partitionsFor(topic.topicName());
            long begun = System.nanoTime();
            for (ProducerRecord<byte[], byte[]> record : log) {
                producer.send(new ProducerRecord<>(topic.topicName(), record.key(), record.value()));
            }
            producer.flush();
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private double drainedByProcessor(Cluster cluster, ProcessorConfig config) throws Exception {
        try (TicketProcessor processor = TicketProcessor.start(config)) {
            return drained(cluster, processor.streams(), config.applicationId());
        }
    }

    private double drainedBy(Topology topology, Cluster cluster, ProcessorConfig like) throws Exception {
        ProcessorConfig config =
                cluster.newApplication().withThreads(like.threads()).withInMemory(like.inMemory());
        try (KafkaStreams streams = new KafkaStreams(topology, TicketProcessor.streamsProperties(config))) {
            streams.start();
            double seconds = drained(cluster, streams, config.applicationId());
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(Duration.ofSeconds(10)));
            return seconds;
        }
    }

    /** Waits until the group has committed the whole log; returns the seconds since its threads ran. */
    private double drained(Cluster cluster, KafkaStreams streams, String group) throws Exception {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = cluster.clients().admin()) {
            while (streams.state() != KafkaStreams.State.RUNNING) {
                pauseUntil(patience, 1);
            }
            long begun = System.nanoTime();
            while (committed(admin, group) < actions) {
                pauseUntil(patience, 10);
            }
            return (System.nanoTime() - begun) / 1e9;
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
