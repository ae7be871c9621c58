package org.ticketdesk.projection.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.views.DeskSummary;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.Who;

/**
 * The open streams of all desks. What is applied to a desk is handed to its streams as it is; the counts of a desk are asked of
 * the views once for all its streams, and no more often than {@code countsMs} says. Thread-safe.
 */
final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final Feed feed;
    private final Views views;
    private final Waits waits;
    private final ServerConfig config;
    private final Map<String, AtDesk> desks = new HashMap<>();
    private final Map<Who, Integer> openByPerson = new HashMap<>();
    private int open;
    private boolean closed;

    Streams(Feed feed, Views views, Waits waits, ServerConfig config) {
        this.feed = feed;
        this.views = views;
        this.waits = waits;
        this.config = config;
    }

    /**
     * Begins to hand on what is applied to a desk, its counts first.
     *
     * @param person who asks
     * @return to be closed in the end
     * @throws ProblemException when too many streams are open, or the server stops
     */
    synchronized Subscription subscribe(String desk, Who person) {
        if (closed || open >= config.limits().streams()) {
            throw new ProblemException(
                    Problem.of(
                            Status.UNAVAILABLE,
                            closed
                                    ? "The server is stopping: ask again."
                                    : open + " streams are open, expected fewer than "
                                            + config.limits().streams()
                                            + ": ask again later, or ask for the lists instead."),
                    Map.of("Retry-After", "10"));
        }
        int own = openByPerson.getOrDefault(person, 0);
        if (own >= config.limits().streamsOfOne()) {
            throw new ProblemException(
                    Problem.of(
                            Status.TOO_MANY_REQUESTS,
                            person.id() + " has " + own + " streams open, expected fewer than "
                                    + config.limits().streamsOfOne() + ": close one."),
                    Map.of("Retry-After", "10"));
        }
        openByPerson.put(person, own + 1);
        open++;
        AtDesk atDesk = desks.computeIfAbsent(desk, AtDesk::new);
        Subscription subscription = new Subscription(ended -> leave(atDesk, person, ended));
        atDesk.subscriptions.add(subscription);
        atDesk.news.release();
        return subscription;
    }

    private synchronized void leave(AtDesk atDesk, Who person, Subscription subscription) {
        if (atDesk.subscriptions.remove(subscription)) {
            open--;
            openByPerson.computeIfPresent(person, (who, own) -> own == 1 ? null : own - 1);
            if (atDesk.subscriptions.isEmpty() && desks.remove(atDesk.desk, atDesk)) {
                atDesk.close();
            }
        }
    }

    /** How many streams are open. */
    synchronized int open() {
        return open;
    }

    /** Ends all streams. */
    @Override
    public synchronized void close() {
        closed = true;
        desks.values().forEach(atDesk -> new ArrayList<>(atDesk.subscriptions).forEach(Subscription::end));
    }

    /** The streams of one desk. */
    private final class AtDesk implements AutoCloseable {
        private final String desk;
        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        private final Semaphore news = new Semaphore(0);
        private final Feed.Listener listener;
        private final Thread counting;

        private AtDesk(String desk) {
            this.desk = desk;
            this.listener = feed.listen(desk, this::applied, this::skipped);
            this.counting = Thread.ofVirtual().name("desk-counts-" + desk).start(this::count);
        }

        private void applied(List<AppliedEntry> entries) {
            List<Change> changes = entries.stream()
                    .flatMap(applied -> applied.changes().stream())
                    .map(Change::new)
                    .toList();
            if (!changes.isEmpty()) {
                subscriptions.forEach(subscription -> subscription.offer(changes));
            }
            news.release();
        }

        private void skipped() {
            subscriptions.forEach(Subscription::miss);
            news.release();
        }

        private void count() {
            try {
                while (true) {
                    news.acquire();
                    news.drainPermits();
                    tellCounts();
                    Thread.sleep(config.countsMs());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void tellCounts() {
            try {
                Optional<DeskSummary> summary = waits.query(() -> views.summary(desk));
                summary.map(Json::text)
                        .ifPresent(text -> subscriptions.forEach(subscription -> subscription.counts(text)));
            } catch (ProblemException e) {
                LOG.debug("The counts of desk {} are left out: {}", desk, e.getMessage());
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("desk", desk).setCause(e).log("The counts of desk {} cannot be told", desk);
            }
        }

        @Override
        public void close() {
            listener.close();
            counting.interrupt();
        }
    }
}
