package org.ticketdesk.processor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.avro.Schema;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Reason;
import org.ticketdesk.mapping.RejectedException;

/**
 * What a processor has done since it was started, kept as meters of a registry. No record vanishes: each that is read is counted in
 * one of {@code desk.actions}, {@code desk.rejected} and {@code desk.passed.over}. Every meter stands there from the beginning, at
 * zero, so that the hot path looks none up. Thread-safe.
 */
public final class ProcessorStats {
    private static final Duration[] DECISION = micros(5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 20_000, 100_000);
    private static final Duration[] LATENESS = millis(50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000);
    private static final Duration[] DELAY =
            millis(1, 2, 5, 10, 20, 30, 50, 75, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000);

    private final Map<String, Map<Outcome, Counter>> actions = new HashMap<>();
    private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);
    private final Map<RejectedException.Flaw, Counter> rejected = new EnumMap<>(RejectedException.Flaw.class);
    private final Map<Integer, Integer> timersArmed = new ConcurrentHashMap<>();
    private final Counter passedOver;
    private final Counter timersPublished;
    private final Counter timersDismissed;
    private final Counter entriesRecovered;
    private final Timer decision;
    private final Timer decisionDelay;
    private final Timer timerLateness;
    private final Histogram latenessMs = new ConcurrentHistogram(3);

    /**
     * How late timers came through the log since the beginning, to three digits: their entry's time less their deadline.
     *
     * @param fired how many timers
     * @param p50Ms half of them were at most so late, in milliseconds
     * @param p99Ms 99 of 100, in milliseconds
     * @param maxMs the latest, in milliseconds
     */
    public record Lateness(long fired, long p50Ms, long p99Ms, long maxMs) {}

    /**
     * All at zero.
     *
     * @param registry gets the meters
     */
    public ProcessorStats(MeterRegistry registry) {
        for (Schema action : actionTypes()) {
            Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(
                        outcome,
                        Counter.builder("desk.actions")
                                .description("Actions that were decided, by what they ask for and what became of them")
                                .tag("type", action.getName())
                                .tag("outcome", tag(outcome))
                                .register(registry));
            }
            actions.put(action.getName(), byOutcome);
        }
        for (Reason reason : Reason.values()) {
            refusals.put(
                    reason,
                    Counter.builder("desk.refusals")
                            .description("Actions that were refused, by the reason")
                            .tag("reason", tag(reason))
                            .register(registry));
        }
        for (RejectedException.Flaw flaw : RejectedException.Flaw.values()) {
            rejected.put(
                    flaw,
                    Counter.builder("desk.rejected")
                            .description("Poison: records of the log that are no actions and went to the rejected ones")
                            .tag("flaw", tag(flaw))
                            .register(registry));
        }
        passedOver = Counter.builder("desk.passed.over")
                .description("Records that had been decided before, and were passed over")
                .register(registry);
        timersPublished = Counter.builder("desk.timers.published")
                .description("Timers that ran out and were handed over to be published into the log")
                .register(registry);
        timersDismissed = Counter.builder("desk.timers.dismissed")
                .description("Timers that came through the log and were not due any more")
                .register(registry);
        entriesRecovered = Counter.builder("desk.entries.recovered")
                .description("Journal entries from which state was found again")
                .register(registry);
        decision = Timer.builder("desk.decision")
                .description(
                        "How long a decision takes: from the action's bytes to the rows and records that it writes")
                .serviceLevelObjectives(DECISION)
                .register(registry);
        decisionDelay = Timer.builder("desk.decision.delay")
                .description(
                        "From an action's append time in the log to its decision, before the commit; by two clocks,"
                                + " the broker's and this machine's")
                .serviceLevelObjectives(DELAY)
                .register(registry);
        timerLateness = Timer.builder("desk.timers.lateness")
                .description("How long after its deadline a timer stood in the log, of those that were due")
                .serviceLevelObjectives(LATENESS)
                .register(registry);
        Gauge.builder("desk.timers.armed", timersArmed, ProcessorStats::sum)
                .description("Clocks that are watched, of the partitions that are decided here")
                .register(registry);
    }

    private static Iterable<Schema> actionTypes() {
        return DeskAction.getClassSchema().getField("action").schema().getTypes();
    }

    /** An entry's action was decided, in so many nanoseconds; it was appended to the log at an epoch millisecond. */
    void decided(JournalEntry entry, long tookNanos, long appendedAt) {
        actions.get(entry.getType()).get(entry.getOutcome()).increment();
        if (entry.getReason() != null) {
            refusals.get(entry.getReason()).increment();
        }
        decision.record(tookNanos, TimeUnit.NANOSECONDS);
        decisionDelay.record(Math.max(0, System.currentTimeMillis() - appendedAt), TimeUnit.MILLISECONDS);
    }

    void rejected(RejectedException.Flaw flaw) {
        rejected.get(flaw).increment();
    }

    void passedOver() {
        passedOver.increment();
    }

    void timersPublished(int number) {
        timersPublished.increment(number);
    }

    void timersArmed(int partition, int number) {
        timersArmed.put(partition, number);
    }

    /** A partition is not decided here any more. */
    void left(int partition) {
        timersArmed.remove(partition);
    }

    void timerDismissed() {
        timersDismissed.increment();
    }

    void timerFired(long lateMs) {
        timerLateness.record(Math.max(0, lateMs), TimeUnit.MILLISECONDS);
        latenessMs.recordValue(Math.max(0, lateMs));
    }

    void entriesRecovered(long number) {
        entriesRecovered.increment(number);
    }

    /** Actions decided, with this outcome. */
    public long decidedAs(Outcome outcome) {
        return (long) actions.values().stream()
                .mapToDouble(byOutcome -> byOutcome.get(outcome).count())
                .sum();
    }

    /** Records that were no actions, and went to the rejected ones. */
    public long rejectedCount() {
        return (long) rejected.values().stream().mapToDouble(Counter::count).sum();
    }

    /** Records that had been decided before, and were passed over. */
    public long passedOverCount() {
        return (long) passedOver.count();
    }

    /** Timers handed over to be published. */
    public long timersPublishedCount() {
        return (long) timersPublished.count();
    }

    /** Timers that came through the log and were not due. */
    public long timersDismissedCount() {
        return (long) timersDismissed.count();
    }

    /** Journal entries from which state was found again. */
    public long entriesRecoveredCount() {
        return (long) entriesRecovered.count();
    }

    /** How late timers came through the log. */
    public Lateness timerLateness() {
        return new Lateness(
                latenessMs.getTotalCount(),
                latenessMs.getValueAtPercentile(50),
                latenessMs.getValueAtPercentile(99),
                latenessMs.getMaxValue());
    }

    private static double sum(Map<Integer, Integer> byPartition) {
        return byPartition.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static Duration[] micros(long... values) {
        return Arrays.stream(values)
                .mapToObj(value -> Duration.ofNanos(1_000 * value))
                .toArray(Duration[]::new);
    }
}
