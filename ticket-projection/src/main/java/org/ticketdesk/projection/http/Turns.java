package org.ticketdesk.projection.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.Who;

/**
 * Queries of one person take turns, so that dear ones hold up whoever asks them and nobody else: a few are done at once, a bounded
 * number waits, and more are refused. Each waits on its request's own (virtual) thread. Thread-safe.
 */
final class Turns {
    private final int atOnce;
    private final int most;
    private final Map<Who, Line> lines = new HashMap<>();

    private static final class Line {
        private final Semaphore turns;
        private int requests;

        private Line(int atOnce) {
            this.turns = new Semaphore(atOnce, true);
        }
    }

    /**
     * Nobody waits yet.
     *
     * @param atOnce how many queries of one person are done at once
     * @param most how many of theirs are done or wait
     */
    Turns(int atOnce, int most) {
        this.atOnce = atOnce;
        this.most = most;
    }

    /**
     * Does a query when it is this person's turn.
     *
     * @throws ProblemException when too many of theirs wait already, or their turn does not come
     */
    <T> T take(Who person, Supplier<T> query) {
        Line line = enter(person);
        try {
            if (!line.turns.tryAcquire(Views.LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooMany(person);
            }
            try {
                return query.get();
            } finally {
                line.turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    Problem.of(Status.UNAVAILABLE, "The server is stopping: ask again."), Map.of("Retry-After", "1"));
        } finally {
            leave(person, line);
        }
    }

    /** How many queries of this person are done or wait. */
    synchronized int of(Who person) {
        Line line = lines.get(person);
        return line == null ? 0 : line.requests;
    }

    private synchronized Line enter(Who person) {
        Line line = lines.computeIfAbsent(person, who -> new Line(atOnce));
        if (line.requests == most) {
            throw tooMany(person);
        }
        line.requests++;
        return line;
    }

    private synchronized void leave(Who person, Line line) {
        line.requests--;
        if (line.requests == 0) {
            lines.remove(person);
        }
    }

    private ProblemException tooMany(Who person) {
        return new ProblemException(
                Problem.of(
                        Status.TOO_MANY_REQUESTS,
                        "Too many queries of " + person.id() + " wait already, " + atOnce
                                + " of which are done at once: ask for less at a time."),
                Map.of("Retry-After", "1"));
    }
}
