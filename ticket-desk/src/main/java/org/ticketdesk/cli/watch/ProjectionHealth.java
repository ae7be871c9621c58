package org.ticketdesk.cli.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ticketdesk.cli.watch.Health.Part;
import org.ticketdesk.cli.watch.Health.State;
import org.ticketdesk.projection.PartitionProgress;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionStats;

/** Judges a projection: ready is one whose database answers, and whose views are not older than is allowed. Thread-safe. */
final class ProjectionHealth implements Watched {
    private static final String NAME = "projection";
    private static final Duration DATABASE_WITHIN = Duration.ofSeconds(2);
    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("health-database").start(task);

    private final Projection projection;
    private final Duration readyWithin;
    private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

    ProjectionHealth(Projection projection, Duration readyWithin) {
        this.projection = projection;
        this.readyWithin = readyWithin;
    }

    @Override
    public Part look() {
        if (projection.ended().isDone()) {
            return new Part(NAME, State.DEAD, "The projection has ended; its log says why.");
        }
        ProjectionStats stats = projection.stats();
        if (!stats.isConnected()) {
            return notReady("No broker is connected.");
        }
        if (stats.isWaiting()) {
            return notReady("The projection tries again what failed: " + stats.lastProblem());
        }
        String database = databaseTrouble();
        if (database != null) {
            return notReady(database);
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
            return new Part(NAME, State.READY, "The views are at most %.1f s behind the journal.".formatted(behind));
        }
        return notReady(
                Double.isInfinite(behind)
                        ? "It is not known yet how far partition %d of the journal is ahead.".formatted(last.getKey())
                        : "The views are %.1f s behind partition %d of the journal, by %,d records; expected at most %.1f s."
                                .formatted(
                                        behind, last.getKey(), last.getValue().lag(), readyWithin.toMillis() / 1e3));
    }

    /** One question at a time: a database that holds its callers must not collect them. */
    private synchronized String databaseTrouble() {
        if (asked.isDone()) {
            asked = CompletableFuture.runAsync(projection.database()::ask, ASIDE);
        }
        try {
            asked.get(DATABASE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException e) {
            return "The database of the views has not answered within " + DATABASE_WITHIN.toSeconds() + " s.";
        } catch (ExecutionException e) {
            return "The database of the views does not answer: " + e.getCause().getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Nobody waited for the database's answer.";
        }
    }

    private static Part notReady(String why) {
        return new Part(NAME, State.NOT_READY, why);
    }
}
