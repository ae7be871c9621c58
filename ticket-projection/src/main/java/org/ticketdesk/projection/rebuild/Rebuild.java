package org.ticketdesk.projection.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.FramingCheck;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.projection.Applier;
import org.ticketdesk.projection.JournalReader;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.ViewsWriter;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.Generations;
import org.ticketdesk.projection.database.NewGeneration;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;
import org.ticketdesk.projection.rebuild.RebuildProgress.Step;

/**
 * Builds the views anew from the beginning of the journal, in bulk, beside those in use, and puts them in their place (lesson K4). A
 * projection that runs meanwhile, here or elsewhere, goes on with the old ones until then, and with the new ones from then on.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final int BATCH_RECORDS = 20_000;
    private static final int BATCH_BYTES = 16 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long BETWEEN_REPORTS = TimeUnit.MILLISECONDS.toNanos(200);
    /** How many records may be left for after the indexes. */
    private static final long NEARLY_NONE = 10_000;

    private static final long BETWEEN_TRIES_MS = 20;
    /**
     * How long the views in use may stay behind the new ones until it is clear that nobody writes to them: a projection that waits
     * for its database or its brokers comes back before.
     */
    private static final long STANDS_STILL = TimeUnit.MILLISECONDS.toNanos(2 * Projection.LONGEST_PAUSE_MS + 2_000);

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(60);

    /**
     * What a rebuild came to.
     *
     * @param generation the number of the views that are in use now
     * @param entries entries applied
     * @param setAside records that could not be applied
     * @param took the time from the beginning to the replacing
     */
    public record Report(int generation, long entries, long setAside, Duration took) {}

    private final ProjectionConfig config;
    private final NewGeneration next;
    private final JournalReader journal;
    private final Codec<JournalEntry> codec;
    private final Consumer<RebuildProgress> progress;
    private final long began = System.nanoTime();
    private final Map<Integer, Long> beginnings;
    private Map<Integer, Long> ends;
    private Applier applier;
    private long entries;
    private long setAside;
    private Step step = Step.APPLYING;
    private long stepBegan = began;
    private long entriesBeforeStep;
    private long reported = began - BETWEEN_REPORTS;

    private Rebuild(
            ProjectionConfig config,
            NewGeneration next,
            JournalReader journal,
            SchemaTopic schemas,
            Consumer<RebuildProgress> progress) {
        this.config = config;
        this.next = next;
        this.journal = journal;
        this.codec = Codec.of(JournalEntry.class, schemas);
        this.progress = progress;
        this.beginnings = journal.beginnings();
        this.ends = journal.ends();
    }

    /**
     * Builds the views anew, and returns when they are in use. What it began is removed when it fails; what a process that was
     * killed began, the next rebuild removes.
     *
     * @param config validated; its bounds of batches are the projection's, a rebuild has its own
     * @param progress is told how far it is, a few times in a second, by this thread
     * @return what it came to
     * @throws org.ticketdesk.projection.database.ViewsRefusedException when another rebuild is at work, or the database cannot be
     *     used
     * @throws org.ticketdesk.events.topics.TopicsRefusedException when the journal is in another framing than the settings say
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached or the journal is missing
     */
    public static Report run(ProjectionConfig config, Consumer<RebuildProgress> progress) {
        DeskClients clients = config.clients();
        FramingCheck.check(clients, DeskTopic.JOURNAL);
        try (JournalReader journal = JournalReader.open(clients, BATCH_RECORDS);
                SchemaTopic schemas = new SchemaTopic(clients);
                NewGeneration next = NewGeneration.begin(Generations.at(config.jdbcUrl(), config.database()))) {
            return new Rebuild(config, next, journal, schemas, progress).run();
        }
    }

    private Report run() {
        goOn();
        do {
            apply();
            ends = journal.ends();
        } while (left(journal.positions()) > NEARLY_NONE);
        begin(Step.INDEXING);
        next.index();
        begin(Step.REPLACING);
        goOn();
        apply();
        replace();
        begin(Step.DONE);
        return new Report(next.number(), entries, setAside, Duration.ofNanos(System.nanoTime() - began));
    }

    private void goOn() {
        Dialect dialect = Dialect.of(config.jdbcUrl());
        ViewsWriter writer = new ViewsWriter(next.writer(), new Fold(codec, dialect), journal.journal(), 0);
        applier = new Applier(writer, BATCH_BYTES, this::applied, this::setAside);
        journal.seek(applier.reached());
    }

    /** Applies everything up to the ends. */
    private void apply() {
        ends = journal.ends();
        while (left(journal.positions()) > 0) {
            apply(journal.poll(POLL));
            report();
        }
    }

    private void apply(List<JournalRecord> records) {
        applier.take(records);
        while (!applier.isDone()) {
            applier.step();
        }
    }

    private void replace() {
        Patience patience = new Patience();
        while (!next.replace(former -> isReady(former, patience))) {
            pause();
            report();
        }
    }

    /**
     * Asked while nobody can write to the views in use. Who listens to a projection is told of each entry that it applies itself, so
     * the new views should stand exactly where the old ones do: neither behind, nor, while somebody writes to the old ones, ahead.
     */
    private boolean isReady(Handle former, Patience patience) {
        if (!journal.journal().equals(ViewsWriter.journalOf(former))) {
            return true;
        }
        Map<Integer, Long> there = ViewsWriter.positions(former);
        boolean ahead = applier.reached().entrySet().stream()
                .anyMatch(mine -> mine.getValue() > there.getOrDefault(mine.getKey(), 0L));
        if (ahead && patience.lasts(there)) {
            return false;
        }
        applyUpTo(there);
        return true;
    }

    private void applyUpTo(Map<Integer, Long> there) {
        ends = journal.ends();
        while (there.entrySet().stream().anyMatch(goal -> isBehind(goal.getKey(), goal.getValue()))) {
            apply(journal.poll(POLL).stream()
                    .filter(record -> record.offset() < there.getOrDefault(record.partition(), 0L))
                    .toList());
        }
    }

    /** Views that say that they applied what the journal does not have are nothing to wait for. */
    private boolean isBehind(int partition, long goal) {
        return applier.reached().getOrDefault(partition, 0L) < goal && ends.getOrDefault(partition, 0L) >= goal;
    }

    /** Waits as long as the views in use come nearer, though not for ever. */
    private static final class Patience {
        private final long began = System.nanoTime();
        private Map<Integer, Long> seen = Map.of();
        private long moved = began;

        boolean lasts(Map<Integer, Long> positions) {
            long now = System.nanoTime();
            if (!positions.equals(seen)) {
                seen = positions;
                moved = now;
            }
            return now - moved < STANDS_STILL && now - began < LONGEST_WAIT;
        }
    }

    private void applied(List<AppliedEntry> batch) {
        entries += batch.size();
    }

    private void setAside(JournalRecord record, String reason) {
        setAside++;
        LOG.atError()
                .addKeyValue("desk", record.desk())
                .addKeyValue("ticket", record.subjectTicket())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log(
                        "Offset {} of partition {}, desk {}, is set aside: {}",
                        record.offset(),
                        record.partition(),
                        record.desk(),
                        reason);
    }

    private long left(Map<Integer, Long> positions) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.get(end.getKey())))
                .sum();
    }

    private void begin(Step next) {
        step = next;
        stepBegan = System.nanoTime();
        entriesBeforeStep = entries;
        reported = stepBegan - BETWEEN_REPORTS;
        report();
    }

    private void report() {
        long now = System.nanoTime();
        if (now - reported < BETWEEN_REPORTS) {
            return;
        }
        reported = now;
        long total = ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - beginnings.get(end.getKey()))
                .sum();
        long perSecond = (entries - entriesBeforeStep) * TimeUnit.SECONDS.toNanos(1) / Math.max(1, now - stepBegan);
        progress.accept(new RebuildProgress(step, total - left(journal.positions()), total, entries, perSecond));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
