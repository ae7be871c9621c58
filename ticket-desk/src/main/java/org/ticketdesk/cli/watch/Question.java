package org.ticketdesk.cli.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Whether something that a part stands on answers, whoever of the part's own threads waits for it meanwhile. One question at a time: what
 * holds its callers must not collect them. Thread-safe.
 */
final class Question {
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final String whom;
    private final Supplier<? extends Future<?>> asking;
    private Future<?> asked = CompletableFuture.completedFuture(null);

    /**
     * A question that has not been asked yet.
     *
     * @param whom who is to answer, as a sentence begins
     * @param asking asks, without waiting
     */
    Question(String whom, Supplier<? extends Future<?>> asking) {
        this.whom = whom;
        this.asking = asking;
    }

    /** Asks, and waits for two seconds at most; what is wrong, in a sentence, or empty when there was an answer. */
    Optional<String> trouble() {
        try {
            ask().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(whom + " does not answer: not within " + WITHIN.toSeconds() + " s.");
        } catch (ExecutionException e) {
            return Optional.of(whom + " does not answer: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(whom + " does not answer: nobody waited for it.");
        }
    }

    private synchronized Future<?> ask() {
        if (asked.isDone()) {
            asked = asking.get();
        }
        return asked;
    }
}
