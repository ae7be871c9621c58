package org.ticketdesk.audit.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InterruptException;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * Decides the whole log again, each entry by the rules of its version, and compares, record by record, with what was written:
 * every action has exactly one journal entry, in its order and byte for byte the one it must be; no status change is lost, doubled
 * or out of order; what is no action was rejected, once; and the latest snapshot of each ticket is the ticket.
 *
 * <p>Partitions are verified side by side. Memory is bounded by the tickets ever opened, a day of action ids, and nine bytes for
 * each record of the log that is no action. What Kafka itself adds to a record, its headers and timestamp in the journal, is not
 * compared.
 */
public final class Verifier {
    private static final long BETWEEN_REPORTS_MS = 200;

    private final Archive archive;
    private final VerifyOptions options;
    private final List<Comparer> comparers;
    private final Consumer<VerifyProgress> progress;
    private final SealCheck seal;
    private final long began = System.nanoTime();
    private final List<PartitionCheck> checks;

    private Verifier(
            Archive archive, VerifyOptions options, List<Comparer> comparers, Consumer<VerifyProgress> progress) {
        this.archive = archive;
        this.options = options;
        this.comparers = comparers;
        this.progress = progress;
        this.seal = new SealCheck(options);
        int partitions = archive.partitions(DeskTopic.ACTIONS);
        IntStream wanted = options.desk() == null
                ? IntStream.range(0, partitions)
                : IntStream.of(DeskPartition.of(options.desk(), partitions));
        Codecs codecs = Codecs.of(archive);
        this.checks = wanted.mapToObj(partition ->
                        new PartitionCheck(archive, codecs, options, comparers, seal, partition, partitions))
                .toList();
    }

    /**
     * Verifies everything that a cluster has.
     *
     * @param clients of the cluster
     */
    public static Verification run(DeskClients clients) {
        try (Archive archive = TopicArchive.of(clients)) {
            return run(archive, VerifyOptions.ALL, List.of(), reached -> {});
        }
    }

    /**
     * Reads all partitions from their beginning to where they end now.
     *
     * @param archive of the desks
     * @param options what is asked
     * @param comparers what else must say what the journal says; opened before this, and left open
     * @param progress is told how far it is, a few times in a second, by this thread
     * @return what it came to
     */
    public static Verification run(
            Archive archive, VerifyOptions options, List<Comparer> comparers, Consumer<VerifyProgress> progress) {
        return new Verifier(archive, options, comparers, progress).run();
    }

    private Verification run() {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(options.threads(), checks.size())),
                Thread.ofPlatform().daemon().name("verify-", 0).factory());
        try {
            List<Future<?>> running = new ArrayList<>();
            checks.forEach(check -> running.add(threads.submit(check::run)));
            running.forEach(this::await);
        } finally {
            threads.shutdownNow();
        }
        return report();
    }

    private void await(Future<?> check) {
        while (true) {
            try {
                check.get(BETWEEN_REPORTS_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                report(checks);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private void report(List<PartitionCheck> checks) {
        double part = checks.stream().mapToDouble(PartitionCheck::part).sum() / checks.size();
        long actions = checks.stream().mapToLong(PartitionCheck::readActions).sum();
        progress.accept(new VerifyProgress(part, actions, Math.round(actions / ((System.nanoTime() - began) / 1e9))));
    }

    private Verification report() {
        Counts counts = new Counts();
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> cameTo = new HashMap<>();
        for (PartitionCheck check : checks) {
            check.addTo(counts);
            findings.addAll(check.findings().all());
            check.desks().forEach((id, desk) -> cameTo.put(id, desk.sequence()));
        }
        if (archive.has(DeskTopic.REJECTED)) {
            findings.addAll(rejections(findings));
        }
        findings.addAll(seal.end(cameTo));
        List<String> others = new ArrayList<>();
        for (Comparer comparer : comparers) {
            Findings differences = new Findings(options.desk(), options.since());
            others.add(comparer.compare(differences));
            findings.addAll(differences.all());
        }
        return new Verification(
                checks.size(),
                counts.desks,
                counts.actions,
                counts.rejected,
                counts.undecided,
                counts.entries,
                counts.statusChanges,
                counts.snapshots,
                counts.ahead,
                counts.rows,
                others,
                seal.verdict(),
                List.copyOf(findings),
                Duration.ofNanos(System.nanoTime() - began));
    }

    /** Those of desks of which something was found before are but its consequence. */
    private List<Finding> rejections(List<Finding> before) {
        Findings rejections = new Findings(options.desk(), options.since());
        new RejectionCheck(checks, rejections).compare(archive);
        return rejections.all().stream()
                .filter(finding -> finding.desk() == null
                        || before.stream().noneMatch(other -> finding.desk().equals(other.desk())))
                .toList();
    }
}
