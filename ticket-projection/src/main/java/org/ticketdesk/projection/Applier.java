package org.ticketdesk.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.database.DatabaseTrouble;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.JournalRecord;

/**
 * Applies records in batches, in their order. Where a batch fails, the record at fault is found and set aside, and the rest goes on
 * (lesson K1). A failure that is the database's or the cluster's is thrown, and {@link #resume} finds out how far it had come.
 *
 * <p>Of use to one thread.
 */
public final class Applier {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final int ATTEMPTS = 3;

    private sealed interface Part {
        List<JournalRecord> records();
    }

    private record Batch(List<JournalRecord> records) implements Part {}

    private record Aside(JournalRecord record, String reason) implements Part {
        @Override
        public List<JournalRecord> records() {
            return List.of(record);
        }
    }

    private final ViewsWriter writer;
    private final int maxBytes;
    private final Consumer<List<AppliedEntry>> applied;
    private final BiConsumer<JournalRecord, String> setAside;
    private final Map<Integer, Long> reached;
    private final Deque<Part> parts = new ArrayDeque<>();
    private int attempts;

    /**
     * An applier that goes on where the views are.
     *
     * @param writer of the views
     * @param maxBytes how many bytes of records one transaction applies at most; a larger record is a batch of its own
     * @param applied is told what each batch came to, after its commit
     * @param setAside is told of each record that was set aside and the reason, after the commit
     */
    public Applier(
            ViewsWriter writer,
            int maxBytes,
            Consumer<List<AppliedEntry>> applied,
            BiConsumer<JournalRecord, String> setAside) {
        this.writer = writer;
        this.maxBytes = maxBytes;
        this.applied = applied;
        this.setAside = setAside;
        this.reached = new TreeMap<>(writer.positions());
    }

    /** How far the views have come: the next offset of each partition of which something was applied. */
    public Map<Integer, Long> reached() {
        return Map.copyOf(reached);
    }

    /**
     * Takes records to apply.
     *
     * @param records each partition's in their order, behind all that was taken before
     */
    public void take(List<JournalRecord> records) {
        List<JournalRecord> batch = new ArrayList<>();
        long bytes = 0;
        for (JournalRecord record : records) {
            bytes += record.value().length;
            if (bytes > maxBytes && !batch.isEmpty()) {
                parts.add(new Batch(batch));
                batch = new ArrayList<>();
                bytes = record.value().length;
            }
            batch.add(record);
        }
        if (!batch.isEmpty()) {
            parts.add(new Batch(batch));
        }
    }

    /** Whether everything that was taken is applied or set aside. */
    public boolean isDone() {
        return parts.isEmpty();
    }

    /** How many records of each partition were taken and are neither applied nor set aside; partitions without any are left out. */
    public Map<Integer, Long> waiting() {
        return parts.stream()
                .flatMap(part -> part.records().stream())
                .collect(Collectors.groupingBy(JournalRecord::partition, Collectors.counting()));
    }

    /**
     * Does the next transaction, or finds out whose fault it is that it cannot be done.
     *
     * @throws FencedException when this instance may not write
     * @throws MovedException when the views stand elsewhere than where this applier left them
     * @throws RuntimeException when the database or the cluster is in trouble
     */
    public void step() {
        switch (parts.element()) {
            case Batch(List<JournalRecord> records) -> apply(records);
            case Aside(JournalRecord record, String reason) -> {
                writer.setAside(record, reason, reached);
                done(List.of());
            }
        }
    }

    private void apply(List<JournalRecord> records) {
        try {
            done(writer.apply(records, reached));
        } catch (EntryAtFault e) {
            parts.remove();
            int place = records.indexOf(e.record());
            first(records.subList(place + 1, records.size()));
            parts.addFirst(new Aside(e.record(), e.reason()));
            first(records.subList(0, place));
        } catch (FencedException | MovedException | KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            if (DatabaseTrouble.isBehind(e)) {
                throw e;
            }
            failed(records, e);
        }
    }

    /** Nobody said which record it is. */
    private void failed(List<JournalRecord> records, RuntimeException e) {
        if (++attempts < ATTEMPTS) {
            return;
        }
        attempts = 0;
        parts.remove();
        if (records.size() == 1) {
            parts.addFirst(new Aside(records.getFirst(), e.toString()));
            return;
        }
        LOG.warn("A batch of {} records failed {} times and is applied record by record", records.size(), ATTEMPTS, e);
        records.reversed().forEach(record -> first(List.of(record)));
    }

    private void first(List<JournalRecord> records) {
        if (!records.isEmpty()) {
            parts.addFirst(new Batch(records));
        }
    }

    private void done(List<AppliedEntry> entries) {
        Part part = parts.remove();
        reached.putAll(ViewsWriter.behind(part.records()));
        attempts = 0;
        applied.accept(entries);
        if (part instanceof Aside(JournalRecord record, String reason)) {
            setAside.accept(record, reason);
        }
    }

    /** Whether the views stand where this applier left them. */
    boolean isWhereItWas() {
        return writer.positions().equals(reached);
    }

    /**
     * After trouble: looks whether the transaction that failed was committed after all.
     *
     * @return whether the views are where they should be; if not, somebody has put back other rows, and what was taken does not
     *     follow them
     */
    public boolean resume() {
        writer.claim();
        Map<Integer, Long> found = writer.positions();
        ViewsWriter.Written inDoubt = writer.takeInDoubt();
        if (inDoubt != null) {
            Map<Integer, Long> committed = new TreeMap<>(reached);
            committed.putAll(ViewsWriter.behind(inDoubt.records()));
            if (found.equals(committed)) {
                done(inDoubt.entries());
            }
        }
        return found.equals(reached);
    }
}
