package org.ticketdesk.processor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.ticketdesk.events.Outcome;

/** What a processor has done since it was started. No record vanishes: each that is read is counted in one of these. Thread-safe. */
public final class ProcessorStats {
    private final Map<Outcome, LongAdder> decided = new EnumMap<>(Outcome.class);
    private final LongAdder rejected = new LongAdder();
    private final LongAdder passedOver = new LongAdder();
    private final LongAdder timersPublished = new LongAdder();
    private final LongAdder timersDismissed = new LongAdder();
    private final LongAdder entriesRecovered = new LongAdder();
    private final Histogram timerLateness = new ConcurrentHistogram(2);

    /** All at zero. */
    public ProcessorStats() {
        for (Outcome outcome : Outcome.values()) {
            decided.put(outcome, new LongAdder());
        }
    }

    void decided(Outcome outcome) {
        decided.get(outcome).increment();
    }

    void rejected() {
        rejected.increment();
    }

    void passedOver() {
        passedOver.increment();
    }

    void timersPublished(int number) {
        timersPublished.add(number);
    }

    void timerDismissed() {
        timersDismissed.increment();
    }

    void timerFired(long lateMs) {
        timerLateness.recordValue(Math.max(0, lateMs));
    }

    void entriesRecovered(long number) {
        entriesRecovered.add(number);
    }

    /** Actions decided, with this outcome. */
    public long decidedAs(Outcome outcome) {
        return decided.get(outcome).sum();
    }

    /** Records that were no actions, and went to the rejected ones. */
    public long rejectedCount() {
        return rejected.sum();
    }

    /** Records that had been decided before, and were passed over. */
    public long passedOverCount() {
        return passedOver.sum();
    }

    /** Timers handed over to be published. */
    public long timersPublishedCount() {
        return timersPublished.sum();
    }

    /** Timers that came through the log and were not due. */
    public long timersDismissedCount() {
        return timersDismissed.sum();
    }

    /** Journal entries from which state was found again. */
    public long entriesRecoveredCount() {
        return entriesRecovered.sum();
    }

    /** A copy of how late timers came through the log: their entry's time less their deadline, in milliseconds. */
    public Histogram timerLateness() {
        return timerLateness.copy();
    }
}
