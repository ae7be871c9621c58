package org.ticketdesk.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.FramingCheck;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.projection.database.DatabaseTrouble;
import org.ticketdesk.projection.database.Generation;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;

/**
 * Reads the journal and keeps the views up to it. The projection that was started last writes; one that was started before ends, and
 * says so. A database that is away is waited for. When a rebuild has made other views, it goes on with those.
 *
 * <p>Thread-safe.
 */
public final class Projection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    /** How long it waits at most, in milliseconds, until it tries again what its database or its brokers did not do. */
    public static final long LONGEST_PAUSE_MS = 5_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long BETWEEN_CHECKS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LAST_TRANSACTION_MS = 3_000;

    private final ProjectionConfig config;
    private final ViewsDatabase database;
    private final JournalReader journal;
    private final SchemaTopic schemas;
    private final Codec<JournalEntry> codec;
    private final List<AppliedListener> listeners;
    private final ProjectionMeters meters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "projection");

    private Generation generation;
    private long epoch;
    private Applier applier;
    private boolean troubled;
    private long pauseMs = FIRST_PAUSE_MS;
    private long checked = System.nanoTime();

    private long applied;
    private long batches;
    private long setAside;
    private final Map<Integer, Long> upTo = new HashMap<>();
    private boolean waits;
    private long troubles;
    private String lastProblem;
    private Instant lastProblemAt;
    private volatile ProjectionStats stats;

    private Projection(
            ProjectionConfig config,
            ViewsDatabase database,
            JournalReader journal,
            SchemaTopic schemas,
            List<AppliedListener> listeners,
            ProjectionMeters meters) {
        this.config = config;
        this.database = database;
        this.journal = journal;
        this.schemas = schemas;
        this.codec = Codec.of(JournalEntry.class, schemas);
        this.listeners = listeners;
        this.meters = meters;
    }

    /** As {@link #start(ProjectionConfig, MeterRegistry, AppliedListener...)}, with meters that nobody else reads. */
    public static Projection start(ProjectionConfig config, AppliedListener... listeners) {
        return start(config, new SimpleMeterRegistry(), listeners);
    }

    /**
     * Opens the views and the journal, takes over from any projection that was started before, and begins to apply.
     *
     * @param config validated
     * @param registry gets the meters
     * @param listeners are told what has been applied
     * @return a projection, the caller's to close
     * @throws ProjectionRefusedException when the views are not of this journal
     * @throws org.ticketdesk.projection.database.ViewsRefusedException when the views cannot be opened
     * @throws org.ticketdesk.events.topics.TopicsRefusedException when the journal is in another framing than the settings say
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the journal is missing
     */
    public static Projection start(ProjectionConfig config, MeterRegistry registry, AppliedListener... listeners) {
        ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl(), config.database());
        try {
            DeskClients clients = config.clients();
            FramingCheck.check(clients, DeskTopic.JOURNAL);
            JournalReader journal = JournalReader.open(clients, config.maxBatchRecords());
            try {
                ProjectionMeters meters = new ProjectionMeters(registry);
                Projection projection =
                        new Projection(config, database, journal, new SchemaTopic(clients), List.of(listeners), meters);
                projection.takeOver();
                meters.bind(projection, journal.lag().keySet());
                journal.measuredBy(registry);
                projection.thread.start();
                return projection;
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * When and why it ended.
     *
     * @return completes when the projection has been closed; exceptionally when it cannot go on: with a
     *     {@link ProjectionRefusedException} when somebody must do something about it
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** The views, open until the projection is closed, also when it has ended before. */
    public ViewsDatabase database() {
        return database;
    }

    /** Reads every entry that it can apply, those of schemas that are not on board too; until the projection is closed. */
    public Codec<JournalEntry> codec() {
        return codec;
    }

    /** What it has done so far. */
    public ProjectionStats stats() {
        return stats;
    }

    /** Asks the brokers whether they are there; fails within a few seconds when they are not. */
    public Future<?> askBrokers() {
        return journal.askBrokers();
    }

    /**
     * Ends after the transaction at hand, and closes the views. A database that does not end that transaction within a few seconds
     * loses it, and whoever goes on does it again. A second call does nothing.
     */
    @Override
    public void close() {
        closing.countDown();
        journal.wakeup();
        CompletableFuture<Boolean> over = ended.handle((nothing, failure) -> true);
        if (!over.completeOnTimeout(false, LAST_TRANSACTION_MS, TimeUnit.MILLISECONDS)
                .join()) {
            LOG.warn(
                    "The database does not end the transaction at hand; it is given up, and done again by who goes on");
        }
        database.close();
        ended.handle((nothing, failure) -> nothing).join();
        schemas.close();
    }

    private void takeOver() {
        generation = database.look();
        Jdbi views = generation.writer();
        try {
            // Before the epoch is raised: who cannot go on here must not end who can.
            ViewsWriter.checkJournal(views, journal.journal());
            journal.seek(ViewsWriter.positions(views));
            epoch = ViewsWriter.takeOver(views, journal.journal());
        } catch (FencedException e) {
            throw refused(e);
        }
        goOnWith(generation);
    }

    /**
     * Goes on, as this instance, where a generation is, which may be elsewhere than the last one that was told of. When it fails,
     * everything is as it was, but for where the journal is read.
     */
    private void goOnWith(Generation now) {
        ViewsWriter writer =
                new ViewsWriter(now.writer(), new Fold(codec, database.dialect()), journal.journal(), epoch);
        Applier next = new Applier(writer, config.maxBatchBytes(), this::tell, this::tellSetAside);
        journal.seek(next.reached());
        if (now != generation || applier == null) {
            now.measuredBy(meters.registry());
        }
        boolean elsewhere = applier != null && !next.reached().equals(applier.reached());
        applier = next;
        generation = now;
        troubled = false;
        publish();
        if (elsewhere) {
            tellSkipped();
        }
    }

    private void run() {
        Throwable reason = null;
        try {
            while (closing.getCount() > 0) {
                round();
            }
        } catch (WakeupException e) {
            LOG.debug("Closing", e);
        } catch (ProjectionRefusedException e) {
            LOG.error("The projection cannot go on: {}", e.getMessage());
            reason = e;
        } catch (RuntimeException | Error e) {
            LOG.error("The projection cannot go on", e);
            reason = e;
        }
        journal.close();
        if (reason == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(reason);
        }
    }

    private void round() {
        try {
            goOn();
        } catch (MovedException e) {
            LOG.debug("What was taken does not follow the views", e);
            troubled = true;
        } catch (RuntimeException e) {
            if (!(e instanceof RetriableException) && !DatabaseTrouble.isBehind(e)) {
                throw e;
            }
            LOG.warn("The projection waits for its database or its brokers: {}", message(e));
            LOG.debug("What was thrown", e);
            waitAfter(message(e));
        }
    }

    private void goOn() {
        try {
            Generation now = database.current();
            if (now != generation) {
                LOG.info("The projection goes on with generation {} of the views", now.number());
                goOnWith(now);
            } else if (troubled) {
                recover();
            }
            if (applier.isDone()) {
                read();
            } else {
                applier.step();
            }
            pauseMs = FIRST_PAUSE_MS;
            waits = false;
            publish();
        } catch (FencedException e) {
            switch (e.why()) {
                case RETIRED -> follow();
                case TAKEN_OVER, ANOTHER_JOURNAL -> throw refused(e);
            }
        }
    }

    /** The views were retired by who put others in their place; until that is to be seen, there is nothing to do. */
    private void follow() {
        if (database.look() == generation) {
            waitAfter("The views in use are retired, and no others are in use yet.");
        }
    }

    private void recover() {
        if (!applier.resume()) {
            LOG.warn("The views are not where this projection left them; it goes on from where they are");
            goOnWith(generation);
        }
        troubled = false;
    }

    private void read() {
        if (System.nanoTime() - checked > BETWEEN_CHECKS) {
            journal.checkJournal();
            checked = System.nanoTime();
            // The fence tells who writes; who had nothing to write for long would hold on to the views of before, or to
            // what a
            // server that failed has lost since.
            database.look();
            if (database.current() == generation && !applier.isWhereItWas()) {
                throw new MovedException();
            }
        }
        applier.take(journal.poll(POLL, meters::read));
    }

    /** Where nothing is ahead, the views are of this moment. */
    private Map<Integer, PartitionProgress> partitions() {
        Map<Integer, Long> waiting = applier.waiting();
        long now = System.currentTimeMillis();
        boolean isConnected = journal.isConnected();
        Map<Integer, PartitionProgress> partitions = new TreeMap<>();
        journal.lag().forEach((partition, ahead) -> {
            long lag = ahead < 0 ? -1 : ahead + waiting.getOrDefault(partition, 0L);
            if (lag == 0 && isConnected) {
                upTo.put(partition, now);
            }
            partitions.put(partition, new PartitionProgress(lag, upTo.getOrDefault(partition, 0L)));
        });
        return partitions;
    }

    private void waitAfter(String problem) {
        troubled = true;
        troubles++;
        problem(problem);
        waits = true;
        publish();
        try {
            if (!closing.await(pauseMs, TimeUnit.MILLISECONDS)) {
                pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void tell(List<AppliedEntry> entries) {
        applied += entries.size();
        batches++;
        meters.applied(entries);
        entries.forEach(one -> upTo.merge(
                one.entry().getSource().getPartition(), one.entry().getAt().toEpochMilli(), Math::max));
        if (entries.isEmpty()) {
            return;
        }
        tellAll(listener -> listener.applied(entries));
    }

    private void tellSkipped() {
        tellAll(AppliedListener::skipped);
    }

    private void tellAll(Consumer<AppliedListener> what) {
        for (AppliedListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("A listener failed, and the projection goes on", e);
            }
        }
    }

    private void tellSetAside(JournalRecord record, String reason) {
        setAside++;
        String problem = "Offset %d of partition %d, desk %s, is set aside: %s"
                .formatted(record.offset(), record.partition(), record.desk(), reason);
        LOG.atError()
                .addKeyValue("desk", record.desk())
                .addKeyValue("ticket", record.subjectTicket())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log(problem);
        problem(problem);
        tellSkipped();
    }

    private void problem(String text) {
        lastProblem = text;
        lastProblemAt = Instant.now();
    }

    private void publish() {
        stats = new ProjectionStats(
                generation.number(),
                applied,
                batches,
                setAside,
                partitions(),
                waits,
                troubles,
                lastProblem,
                lastProblemAt);
        if (stats.caughtUp()) {
            meters.caughtUp();
        }
    }

    private ProjectionRefusedException refused(FencedException e) {
        return switch (e.why()) {
            case RETIRED ->
                new ProjectionRefusedException("The views in use at " + place()
                        + " are marked as retired, expected ones in use: build them anew with `desk rebuild`.");
            case TAKEN_OVER ->
                new ProjectionRefusedException("Another projection has taken over these views, " + place()
                        + ": the one that was started last writes. Stop that one first to run this one again.");
            case ANOTHER_JOURNAL ->
                JournalReader.anotherJournal(generation.writer().withHandle(ViewsWriter::journalOf), journal.journal());
        };
    }

    private String place() {
        return database.generations().place();
    }

    private static String message(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof ViewsRefusedException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
