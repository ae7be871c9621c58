package org.ticketdesk.processor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.ticketdesk.processor.recovery.FoldProgress;

/** Which partitions' state is being found again, from a changelog or from the journal, and how far that is. Thread-safe. */
final class RestoreWatch implements StateRestoreListener, FoldProgress {
    private final Map<Integer, ProcessorStanding.Restoring> restoring = new ConcurrentSkipListMap<>();
    private final Map<Integer, Long> beginnings = new ConcurrentSkipListMap<>();

    /** By partition. */
    List<ProcessorStanding.Restoring> restoring() {
        return List.copyOf(restoring.values());
    }

    @Override
    public void folded(int partition, long offset, long end) {
        if (offset >= end) {
            restoring.remove(partition);
        } else {
            restoring.put(partition, new ProcessorStanding.Restoring(partition, "the journal", offset, end));
        }
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        beginnings.put(changelog.partition(), from);
        put(changelog, 0, end - from);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long number) {
        ProcessorStanding.Restoring before = restoring.get(changelog.partition());
        if (before != null) {
            put(changelog, batchEnd - beginnings.get(changelog.partition()), before.of());
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        restoring.remove(changelog.partition());
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        restoring.remove(changelog.partition());
    }

    private void put(TopicPartition changelog, long done, long of) {
        restoring.put(
                changelog.partition(),
                new ProcessorStanding.Restoring(changelog.partition(), "its changelog", Math.min(done, of), of));
    }
}
