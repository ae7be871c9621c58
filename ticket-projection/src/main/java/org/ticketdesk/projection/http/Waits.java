package org.ticketdesk.projection.http;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.views.Views;

/**
 * How a request waits: on its own virtual thread, for something that another thread does, and no longer than the server runs.
 * Queries are done by a few platform threads, since a database driver that calls native code holds whatever carries it.
 * Thread-safe.
 */
final class Waits implements AutoCloseable {
    private static final int QUEUED = 1_000;

    private final ThreadPoolExecutor queries;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Waits(int queryThreads) {
        AtomicInteger names = new AtomicInteger();
        this.queries = new ThreadPoolExecutor(
                queryThreads, queryThreads, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUED), task -> {
                    Thread thread = new Thread(task, "desk-query-" + names.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        queries.allowCoreThreadTimeOut(true);
    }

    /** Does a query, and waits for what it answers, but not for ever; one that has not begun by then never does, and one that has is ended. */
    <T> T query(Callable<T> query) {
        Future<T> answer;
        try {
            answer = queries.submit(query);
        } catch (RejectedExecutionException e) {
            throw stopping ? ending() : busy();
        }
        try {
            return answer.get(Views.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new ProblemException(Problem.of(
                    Status.TIMEOUT,
                    "The query has no answer after " + Views.LONGEST.toSeconds()
                            + " s: ask for less, for a shorter time for example."));
        } catch (InterruptedException e) {
            answer.cancel(false);
            throw interrupted();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    /**
     * Waits for what another thread completes.
     *
     * @param longest how long at most
     * @return whether it was completed in time
     * @throws ProblemException when the server stops meanwhile
     */
    boolean await(CompletableFuture<?> future, Duration longest) {
        CompletableFuture<?> wait = future.copy();
        waiting.add(wait);
        try {
            if (stopping) {
                wait.completeExceptionally(ending());
            }
            wait.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            waiting.remove(wait);
        }
    }

    /** How many wait for what another thread completes. */
    int waiting() {
        return waiting.size();
    }

    /** Ends all waiting: whoever waits is told to ask again. */
    @Override
    public void close() {
        stopping = true;
        waiting.forEach(wait -> wait.completeExceptionally(ending()));
        queries.shutdown();
    }

    private static ProblemException busy() {
        return new ProblemException(
                Problem.of(Status.UNAVAILABLE, "Too many queries wait already: ask again in a second."),
                Map.of("Retry-After", "1"));
    }

    private static ProblemException ending() {
        return new ProblemException(
                Problem.of(Status.UNAVAILABLE, "The server is stopping: ask again."), Map.of("Retry-After", "1"));
    }

    private static ProblemException interrupted() {
        Thread.currentThread().interrupt();
        return ending();
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }
}
