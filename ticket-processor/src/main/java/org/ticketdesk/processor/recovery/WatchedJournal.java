package org.ticketdesk.processor.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.ticketdesk.processor.state.DeskRow;

/** A journal that notes how long each partition took to fold. Thread-safe when the journal is. */
public final class WatchedJournal implements Journal {
    private final Journal journal;
    private final Map<Integer, Found> found = new ConcurrentSkipListMap<>();

    /**
     * What was found in a partition.
     *
     * @param partition of the journal
     * @param desks how many
     * @param entries of theirs
     * @param took reading and evolving them
     */
    public record Found(int partition, int desks, long entries, Duration took) {}

    /** Watches a journal. */
    public WatchedJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Map<String, RecoveredDesk> fold(int partition) {
        long began = System.nanoTime();
        Map<String, RecoveredDesk> desks = journal.fold(partition);
        long entries = desks.values().stream()
                .mapToLong(desk -> desk.row().head().sequence())
                .sum();
        found.put(partition, new Found(partition, desks.size(), entries, Duration.ofNanos(System.nanoTime() - began)));
        return desks;
    }

    @Override
    public void recognise(int partition, String desk, DeskRow row) {
        journal.recognise(partition, desk, row);
    }

    /** What was folded so far, in the order of the partitions. */
    public List<Found> found() {
        return List.copyOf(found.values());
    }
}
