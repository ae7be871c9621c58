package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ticketdesk.audit.asof.Evolution;
import org.ticketdesk.audit.asof.Moment;
import org.ticketdesk.audit.folder.Export;
import org.ticketdesk.audit.folder.FolderArchive;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.DeskJournal;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.audit.verify.VerifyOptions;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.StateRebuild;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.processor.recovery.WatchedJournal;

/** How fast a log is verified and a desk found as it was, beside the bare reading of the same records. */
final class AuditSpeed {
    private static final String LIMITS = """
            One desk on one partition, so one thread; the processor wrote what is verified. Broker and measurement share the \
            machine's cores. `reading` reads the very records that the other reads, one partition after another, and does nothing with \
            them. `per CPU second` counts the processor time of this JVM, collector and compiler included, without the broker's; \
            medians of the rounds, and of the rounds' ratios. A broker has log, journal, status changes and tickets, a folder the first two.""";

    private final int rounds;
    private final Table table = new Table(
            "Audit: actions per second",
            "what",
            "from",
            "actions",
            "seconds",
            "per second",
            "per CPU second",
            "reading, per second",
            "of reading");

    private AuditSpeed(boolean quick) {
        this.rounds = quick ? 1 : 3;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        AuditSpeed speed = new AuditSpeed(quick);
        try (Cluster cluster = new Cluster(1)) {
            ProcessorConfig processor = cluster.newApplication();
            long actions = decide(cluster, processor, quick ? 20 : 10_000, quick ? 1_000 : 1_000_000);
            speed.measure(cluster, actions);
            speed.measureRestore(processor.withStateDir(cluster.folder().resolve("elsewhere")), actions);
            speed.measureStateRebuild(processor, actions);
        }
        speed.table.print(out, LIMITS);
    }

    /** Has a processor decide so many actions of a desk beside those that make its tickets; returns how many in all. */
    private static long decide(Cluster cluster, ProcessorConfig config, int tickets, int actions) throws Exception {
        String desk = Cluster.deskOn(0, 1);
        byte[] key = desk.getBytes(StandardCharsets.US_ASCII);
        long[] count = {0};
        try (Producer<byte[], byte[]> producer = cluster.clients().producer(Map.of("linger.ms", "20"));
                TicketProcessor processor = TicketProcessor.start(config)) {
            if (!processor.awaitRunning(Duration.ofMinutes(1))) {
                throw new IllegalStateException("The processor does not run: " + processor.ended());
            }
            BusyDesk busy = new BusyDesk(desk, JournalTopic.AGENTS, tickets, 0, action -> {
                count[0]++;
                producer.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), key, action));
            });
            for (int i = 0; i < actions; i++) {
                count[0]++;
                producer.send(new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), key, busy.next()));
            }
            producer.flush();
            while (decided(processor) < count[0]) {
                Thread.sleep(10);
            }
        }
        return count[0];
    }

    private static long decided(TicketProcessor processor) {
        return Arrays.stream(Outcome.values())
                .mapToLong(processor.stats()::decidedAs)
                .sum();
    }

    private void measure(Cluster cluster, long actions) throws Exception {
        Path export = cluster.folder().resolve("export");
        try (Archive broker = TopicArchive.of(cluster.clients())) {
            measure("verify", "broker", broker, actions, () -> verify(broker, actions), DeskTopic.values());
            measure("as-of", "broker", broker, actions, () -> asOf(broker, actions), DeskTopic.JOURNAL);
            Took exported = Took.of(() -> Export.run(broker, Set.of(), export, records -> {}));
            once("export", "broker", actions, exported);
        }
        try (Archive folder = FolderArchive.open(export)) {
            measure("verify", "folder", folder, actions, () -> verify(folder, actions), DeskTopic.values());
            measure("as-of", "folder", folder, actions, () -> asOf(folder, actions), DeskTopic.JOURNAL);
        }
    }

    /** A processor that has no stores takes them from the changelog, as one that takes over without a copy. */
    private void measureRestore(ProcessorConfig config, long actions) throws Exception {
        Took took = Took.of(() -> {
            try (TicketProcessor processor = TicketProcessor.start(config)) {
                if (!processor.awaitRunning(Duration.ofMinutes(5))) {
                    throw new IllegalStateException("The processor does not run: " + processor.ended());
                }
            }
        });
        once("stores from the changelog, start and end included", "broker", actions, took);
    }

    /** The journal is folded, and then the rows are written, and the whole has an end of its own: once. */
    private void measureStateRebuild(ProcessorConfig config, long actions) throws Exception {
        List<WatchedJournal.Found> found = new ArrayList<>();
        Took took = Took.of(() -> found.addAll(StateRebuild.run(config, step -> {}, () -> false)));
        if (found.getFirst().entries() < actions) {
            throw new IllegalStateException("Expected " + actions + " entries: " + found);
        }
        double fold = found.getFirst().took().toNanos() / 1e9;
        table.row("rebuild-state: the fold", "broker", actions, fold, actions / fold, "", "", "");
        once("rebuild-state: all of it", "broker", actions, took);
    }

    private void once(String what, String from, long actions, Took took) {
        table.row(what, from, actions, took.seconds(), actions / took.seconds(), actions / took.cpuSeconds(), "", "");
    }

    private void measure(
            String what, String from, Archive archive, long actions, Took.Work<Exception> work, DeskTopic... read)
            throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpuSeconds = new ArrayList<>();
        List<Double> readings = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Took took = Took.of(work);
            Took reading = Took.of(() -> read(archive, read));
            seconds.add(took.seconds());
            cpuSeconds.add(took.cpuSeconds());
            readings.add(actions / reading.seconds());
            ratios.add(reading.seconds() / took.seconds());
        }
        table.row(
                what,
                from,
                actions,
                Table.median(seconds),
                actions / Table.median(seconds),
                actions / Table.median(cpuSeconds),
                Table.median(readings),
                Table.median(ratios));
    }

    private static void verify(Archive archive, long actions) {
        Verification found = Verifier.run(archive, VerifyOptions.ALL.withThreads(1), List.of(), progress -> {});
        if (!found.isSound() || found.entries() < actions) {
            throw new IllegalStateException("Expected " + actions + " entries without a finding: " + found);
        }
    }

    private static void asOf(Archive archive, long actions) {
        String desk = Cluster.deskOn(0, 1);
        try (DeskJournal journal = DeskJournal.open(archive, desk)) {
            Evolution.at(desk, journal, new Moment.AfterEntry(actions));
        }
    }

    private static void read(Archive archive, DeskTopic... topics) {
        for (DeskTopic topic : topics) {
            if (archive.has(topic)) {
                try (Records records = archive.open(topic, 0)) {
                    long bytes = 0;
                    while (records.hasNext()) {
                        ConsumerRecord<byte[], byte[]> record = records.next();
                        bytes += record.value() == null ? 0 : record.value().length;
                    }
                    if (bytes < 0) {
                        throw new IllegalStateException("Read " + bytes + " bytes");
                    }
                }
            }
        }
    }
}
