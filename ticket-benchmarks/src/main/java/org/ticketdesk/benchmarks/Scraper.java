package org.ticketdesk.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Asks a service for its metrics once a second, until it is closed. */
final class Scraper implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpRequest request;
    private final ScheduledFuture<?> asking;

    /** Begins at once. */
    Scraper(URI metrics) {
        this.request = HttpRequest.newBuilder(metrics).build();
        this.asking = clock.scheduleAtFixedRate(this::ask, 0, 1, TimeUnit.SECONDS);
    }

    private void ask() {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("desk_decision_seconds_count")) {
                throw new IllegalStateException("Not what a processor measures: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what went wrong since it began; nobody was asked any more after that. */
    void check() throws InterruptedException, ExecutionException {
        if (asking.isDone()) {
            asking.get();
        }
    }

    @Override
    public void close() {
        clock.close();
        http.close();
    }
}
