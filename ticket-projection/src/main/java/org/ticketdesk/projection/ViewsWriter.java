package org.ticketdesk.projection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;

/**
 * Writes to one generation of the views, as one instance: rows, and the position reached, in one transaction, which begins with the
 * fence (lesson K5). Of use to one thread.
 */
public final class ViewsWriter {

    /**
     * What a transaction was about to commit.
     *
     * @param records what it applied
     * @param entries what that came to
     */
    public record Written(List<JournalRecord> records, List<AppliedEntry> entries) {}

    private final Jdbi views;
    private final Fold fold;
    private final String journal;
    private final long epoch;
    private Written inDoubt;

    /**
     * A writer that goes on with an epoch that is its instance's.
     *
     * @param views the one connection that writes
     * @param fold makes rows of entries
     * @param journal the topic id of the journal that is applied
     * @param epoch the instance's
     */
    public ViewsWriter(Jdbi views, Fold fold, String journal, long epoch) {
        this.views = views;
        this.fold = fold;
        this.journal = journal;
        this.epoch = epoch;
    }

    /**
     * Raises the epoch, so that no instance that was started before can write any more.
     *
     * @param views the one connection that writes
     * @param journal the topic id of the journal that is to be applied
     * @return the epoch that is this instance's from now on
     * @throws FencedException when the views are of another journal, or retired; nothing has changed then
     */
    static long takeOver(Jdbi views, String journal) {
        return views.inTransaction(handle -> {
            int raised = handle.execute(
                    "UPDATE projection SET epoch = epoch + 1 WHERE retired = 0 AND (journal IS NULL OR journal = ?)",
                    journal);
            Fence fence = Fence.read(handle);
            if (raised == 0) {
                throw fence.against(fence.epoch(), journal);
            }
            return fence.epoch();
        });
    }

    /** Gives back this instance's epoch to views that were put back as they were before it took over. */
    void claim() {
        views.useHandle(handle -> handle.execute("UPDATE projection SET epoch = ? WHERE epoch < ?", epoch, epoch));
    }

    /** Throws {@link FencedException} when the views are of another journal than this. */
    static void checkJournal(Jdbi views, String journal) {
        String of = views.withHandle(ViewsWriter::journalOf);
        if (of != null && !of.equals(journal)) {
            throw new FencedException(FencedException.Why.ANOTHER_JOURNAL);
        }
    }

    /**
     * The journal that the views are of.
     *
     * @param handle of the views
     * @return the topic id; null before the first batch
     */
    public static String journalOf(Handle handle) {
        return Fence.read(handle).journal();
    }

    /**
     * How far the views have come.
     *
     * @param views any connection to them
     * @return the next offset of each partition of which something was applied
     */
    public static Map<Integer, Long> positions(Jdbi views) {
        return views.withHandle(ViewsWriter::positions);
    }

    /**
     * How far the views have come, as a transaction sees it.
     *
     * @param handle of the views
     * @return the next offset of each partition of which something was applied
     */
    public static Map<Integer, Long> positions(Handle handle) {
        Map<Integer, Long> positions = new TreeMap<>();
        handle.select("SELECT partition_number, next_offset FROM positions")
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(position -> positions.put(position.getKey(), position.getValue()));
        return positions;
    }

    /** How far the views have come, as of now. */
    Map<Integer, Long> positions() {
        return positions(views);
    }

    /**
     * Applies records in one transaction.
     *
     * @param records at least one, each partition's in their order
     * @param reached where the views must stand: the next offset of each partition of which something was applied
     * @return what they came to, without those that had been applied before
     * @throws MovedException when they stand elsewhere; nothing has changed then
     * @throws EntryAtFault when a record cannot be applied; nothing has changed then
     * @throws FencedException when this instance may not write; nothing has changed then
     * @throws RuntimeException what the database or the fold threw; {@link #takeInDoubt} says when the commit may have happened
     */
    List<AppliedEntry> apply(List<JournalRecord> records, Map<Integer, Long> reached) throws EntryAtFault {
        inDoubt = null;
        List<AppliedEntry> applied = views.inTransaction(handle -> {
            begin(handle, records, reached);
            List<AppliedEntry> entries = fold.apply(handle, records);
            inDoubt = new Written(records, entries);
            return entries;
        });
        inDoubt = null;
        return applied;
    }

    /**
     * Sets a record aside, in one transaction with the position behind it.
     *
     * @param record that cannot be applied
     * @param reason why not
     * @param reached where the views must stand
     * @throws MovedException when they stand elsewhere; nothing has changed then
     * @throws FencedException when this instance may not write; nothing has changed then
     */
    void setAside(JournalRecord record, String reason, Map<Integer, Long> reached) {
        inDoubt = null;
        views.useTransaction(handle -> {
            begin(handle, List.of(record), reached);
            fold.setAside(handle, record, reason);
            inDoubt = new Written(List.of(record), List.of());
        });
        inDoubt = null;
    }

    /** What a transaction was about to commit when it failed, so that nobody knows whether it did; told once, null when there is none. */
    Written takeInDoubt() {
        Written taken = inDoubt;
        inDoubt = null;
        return taken;
    }

    /** The place behind records, of each partition of theirs. */
    static Map<Integer, Long> behind(List<JournalRecord> records) {
        Map<Integer, Long> behind = new TreeMap<>();
        records.forEach(record -> behind.put(record.partition(), record.offset() + 1));
        return behind;
    }

    private void begin(Handle handle, List<JournalRecord> records, Map<Integer, Long> reached) {
        int mine = handle.execute(
                "UPDATE projection SET journal = ? WHERE epoch = ? AND retired = 0 AND (journal IS NULL OR journal = ?)",
                journal,
                epoch,
                journal);
        if (mine == 0) {
            throw Fence.read(handle).against(epoch, journal);
        }
        move(handle, reached, behind(records));
    }

    private static void move(Handle handle, Map<Integer, Long> from, Map<Integer, Long> to) {
        PreparedBatch moves = handle.prepareBatch(
                "UPDATE positions SET next_offset = ? WHERE partition_number = ? AND next_offset = ?");
        int moved = 0;
        for (Map.Entry<Integer, Long> next : to.entrySet()) {
            int partition = next.getKey();
            if (from.containsKey(partition)) {
                moves.add(next.getValue(), partition, from.get(partition));
            } else {
                moved += handle.execute(
                        "INSERT INTO positions (partition_number, next_offset) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        partition,
                        next.getValue());
            }
        }
        if (moves.size() > 0) {
            moved += IntStream.of(moves.execute()).sum();
        }
        if (moved != to.size()) {
            throw new MovedException();
        }
    }

    /** The one row that says who may write. */
    private record Fence(long epoch, String journal, boolean retired) {
        static Fence read(Handle handle) {
            return handle.select("SELECT epoch, journal, retired FROM projection")
                    .map((row, context) ->
                            new Fence(row.getLong("epoch"), row.getString("journal"), row.getInt("retired") != 0))
                    .one();
        }

        RuntimeException against(long instance, String applied) {
            if (retired) {
                return new FencedException(FencedException.Why.RETIRED);
            }
            if (epoch < instance) {
                return new MovedException();
            }
            return new FencedException(
                    epoch == instance && !applied.equals(journal)
                            ? FencedException.Why.ANOTHER_JOURNAL
                            : FencedException.Why.TAKEN_OVER);
        }
    }
}
