package org.ticketdesk.cli.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.ticketdesk.cli.watch.Health.Part;
import org.ticketdesk.cli.watch.Health.State;
import org.ticketdesk.projection.PartitionProgress;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionStats;

/** Judges a projection: ready is one whose brokers and database answer, and whose views are not older than is allowed. Thread-safe. */
final class ProjectionHealth implements Watched {
    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("health-database").start(task);

    private final Projection projection;
    private final Duration readyWithin;
    private final Question brokers;
    private final Question database;

    ProjectionHealth(Projection projection, Duration readyWithin) {
        this.projection = projection;
        this.readyWithin = readyWithin;
        this.brokers = new Question("The Kafka cluster", projection::askBrokers);
        this.database = new Question(
                "The database of the views", () -> CompletableFuture.runAsync(projection.database()::ask, ASIDE));
    }

    @Override
    public Part look() {
        if (projection.ended().isDone()) {
            return new Part(Watch.PROJECTION, State.DEAD, "The projection has ended; its log says why.");
        }
        Optional<String> trouble = brokers.trouble().or(database::trouble);
        if (trouble.isPresent()) {
            return notReady(trouble.get());
        }
        ProjectionStats stats = projection.stats();
        if (stats.isWaiting()) {
            return notReady("The projection tries again what failed: " + stats.lastProblem());
        }
        return behind(stats, System.currentTimeMillis());
    }

    private Part behind(ProjectionStats stats, long now) {
        Map.Entry<Integer, PartitionProgress> last = stats.partitions().entrySet().stream()
                .max(Comparator.comparingDouble(
                        partition -> partition.getValue().behindSeconds(now)))
                .orElseThrow();
        double behind = last.getValue().behindSeconds(now);
        if (behind <= readyWithin.toMillis() / 1e3) {
            return new Part(
                    Watch.PROJECTION,
                    State.READY,
                    "The views are at most %.1f s behind the journal.".formatted(behind));
        }
        return notReady(
                Double.isInfinite(behind)
                        ? "It is not known yet how far partition %d of the journal is ahead.".formatted(last.getKey())
                        : "The views are %.1f s behind partition %d of the journal, by %,d records; expected at most %.1f s."
                                .formatted(
                                        behind, last.getKey(), last.getValue().lag(), readyWithin.toMillis() / 1e3));
    }

    private static Part notReady(String why) {
        return new Part(Watch.PROJECTION, State.NOT_READY, why);
    }
}
