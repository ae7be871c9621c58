package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
            BusyLog log = BusyLog.publish(cluster, actions);
            Written written = measure(cluster, log, threads, false);
            written.rows().forEach((store, rows) -> written(desks, "store " + store, rows));
            written.records().forEach((topic, records) -> written(desks, "topic " + topic, records));
            if (!quick) {
                measure(cluster, log, threads, true);
            }
        }
    }

    private Written measure(Cluster cluster, BusyLog log, int threads, boolean inMemory) throws Exception {
        Written written = null;
        List<Round> measured = new ArrayList<>();
        for (int round = quick ? 0 : -1; round < rounds; round++) {
            ProcessorConfig config =
                    cluster.newApplication().withThreads(threads).withInMemory(inMemory);
            double processor = log.drainedByProcessor(config).seconds();
            if (written == null) {
                written = Written.by(config.applicationId(), cluster);
            }
            cluster.clearOutput();
            double sameWrites = drainedBy(Peers.sameWrites(written, inMemory), log, cluster, config);
            cluster.clearOutput();
            double singleStore = drainedBy(Peers.singleStore(inMemory), log, cluster, config);
            cluster.clearOutput();
            double producer = log.publishTo(DeskTopic.REJECTED).seconds();
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

    private static double drainedBy(Topology topology, BusyLog log, Cluster cluster, ProcessorConfig like)
            throws Exception {
        ProcessorConfig config =
                cluster.newApplication().withThreads(like.threads()).withInMemory(like.inMemory());
        try (KafkaStreams streams = new KafkaStreams(topology, TicketProcessor.streamsProperties(config))) {
            streams.start();
            double seconds = log.drainedBy(streams, config.applicationId()).seconds();
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(Duration.ofSeconds(10)));
            return seconds;
        }
    }
}
