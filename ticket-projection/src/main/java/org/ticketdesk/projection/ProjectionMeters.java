package org.ticketdesk.projection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.ticketdesk.projection.fold.AppliedEntry;

/**
 * The meters of a projection. What {@link ProjectionStats} holds is read from there when somebody looks; the times from an action's
 * append to its outcome are taken here, once the views have been up to the journal for the first time: what was decided while
 * nobody applied it says nothing of how quick the desk is. Of use to the projection's thread.
 */
final class ProjectionMeters {
    private static final Duration[] DELAY = Arrays.stream(
                    new long[] {1, 2, 5, 10, 20, 30, 50, 75, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
                    })
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer outcomeDelay;
    private final Timer viewDelay;
    private final Map<Integer, Timer> pauses = new HashMap<>();
    private final Map<Integer, Long> lastRead = new HashMap<>();
    private boolean counts;
    private long countsSince;

    ProjectionMeters(MeterRegistry registry) {
        this.registry = registry;
        this.outcomeDelay = delay(
                "desk.outcome.delay",
                "From an action's append time in the log to when its outcome was read here as committed; by two clocks,"
                        + " the broker's and this machine's. Counted once the views have been up to the journal");
        this.viewDelay = delay(
                "desk.view.delay",
                "From an action's append time in the log to when the views had its outcome; by two clocks, the broker's and"
                        + " this machine's. Counted once the views have been up to the journal");
    }

    private Timer delay(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(DELAY)
                .register(registry);
    }

    void bind(Projection projection, Collection<Integer> partitions) {
        counter(
                projection,
                "desk.projection.applied",
                "Journal entries that were applied to the views",
                s -> s.applied());
        counter(projection, "desk.projection.batches", "Transactions that applied them", s -> s.batches());
        counter(
                projection,
                "desk.projection.set.aside",
                "Poison: records of the journal that could not be applied, and were set aside",
                s -> s.setAside());
        counter(
                projection,
                "desk.projection.troubles",
                "Attempts that failed, of the database or the brokers, and were made again",
                s -> s.troubles());
        Gauge.builder("desk.projection.generation", projection, p -> p.stats().generation())
                .description("The number of the views that are written to; a rebuild makes another")
                .register(registry);
        for (Integer partition : partitions) {
            addPauses(partition);
            gauge(
                    projection,
                    partition,
                    "desk.projection.lag",
                    "Records of the journal that are not in the views yet, with the marks of transactions",
                    null,
                    p -> p.lag() < 0 ? Double.NaN : p.lag());
            gauge(
                    projection,
                    partition,
                    "desk.projection.behind",
                    "How old the views are: well under a second while all that is in the journal is applied",
                    "seconds",
                    p -> p.behindSeconds(System.currentTimeMillis()));
            gauge(
                    projection,
                    partition,
                    "desk.projection.up.to",
                    "What was decided before this moment is in the views",
                    "seconds",
                    p -> p.upTo() / 1e3);
        }
    }

    void addPauses(int partition) {
        pauses.put(
                partition,
                Timer.builder("desk.outcome.pause")
                        .description("How long a partition gave no outcome while an action waited in it, as read here."
                                + " Counted once the views have been up to the journal")
                        .tag("partition", Integer.toString(partition))
                        .register(registry));
    }

    private void counter(
            Projection projection, String name, String description, ToDoubleFunction<ProjectionStats> value) {
        FunctionCounter.builder(name, projection, p -> value.applyAsDouble(p.stats()))
                .description(description)
                .register(registry);
    }

    private void gauge(
            Projection projection,
            Integer partition,
            String name,
            String description,
            String unit,
            ToDoubleFunction<PartitionProgress> value) {
        Gauge.builder(
                        name,
                        projection,
                        p -> value.applyAsDouble(p.stats().partitions().get(partition)))
                .description(description)
                .baseUnit(unit)
                .tag("partition", Integer.toString(partition))
                .register(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** The views are up to the journal: from now on times count. */
    void caughtUp() {
        if (!counts) {
            counts = true;
            countsSince = now();
        }
    }

    /** A record of the journal was read that was decided from an action of this append time, epoch milliseconds. */
    void read(Integer partition, long appended) {
        if (counts) {
            record(outcomeDelay, appended);
            Long before = lastRead.put(partition, now());
            record(pauses.get(partition), Math.max(appended, before == null ? countsSince : before));
        }
    }

    /** Entries are in the views. */
    void applied(List<AppliedEntry> entries) {
        if (counts) {
            entries.forEach(applied -> record(viewDelay, applied.entry().getAt().toEpochMilli()));
        }
    }

    private void record(Timer timer, long since) {
        timer.record(Math.max(0, now() - since), TimeUnit.MILLISECONDS);
    }

    private long now() {
        return registry.config().clock().wallTime();
    }
}
