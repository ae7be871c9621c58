package org.ticketdesk.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.traffic.Traffic;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskClients;

/** Traffic without an end, on a cluster that exists. Not thread-safe; for one use. */
public final class OngoingTraffic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final FollowedJournal journal;
    private final ActionPublisher publisher;
    private final AtomicReference<Throwable> unsent = new AtomicReference<>();
    private final Pace pace;
    private final int desks;
    private final int agents;
    private long published;

    private OngoingTraffic(DeskClients clients, int desks, int agents, int rate) {
        this.journal = new FollowedJournal(clients, (entry, outcome) -> {});
        this.publisher = ActionPublisher.to(clients).from("/desk/traffic").open();
        this.pace = new Pace(rate);
        this.desks = desks;
        this.agents = agents;
    }

    /**
     * Traffic that can begin.
     *
     * @param clients of the cluster, which has the topics
     * @param desks at how many desks, at least 1
     * @param agents how many agents each has, at least 1
     * @param rate actions per second over all desks, at least 1
     */
    public static OngoingTraffic open(DeskClients clients, int desks, int agents, int rate) {
        return new OngoingTraffic(clients, desks, agents, rate);
    }

    /**
     * Plays until it is told to end.
     *
     * @return how many actions were published
     * @throws CommandFailed when one could not be
     */
    public long play(BooleanSupplier end) {
        journal.catchUp();
        String run = Long.toString(Instant.now().getEpochSecond(), 36);
        Traffic traffic = new Traffic(desks, agents, System.nanoTime(), run, "t-" + run + "-", journal::desk);
        traffic.opening().forEach(this::publish);
        pace.start();
        while (!end.getAsBoolean()) {
            for (long due = pace.due(); due > 0; due--) {
                publish(traffic.next());
            }
            journal.poll(POLL);
            if (unsent.get() != null) {
                throw new CommandFailed("An action could not be published: " + unsent.get());
            }
        }
        traffic.closing().forEach(this::publish);
        return published;
    }

    private void publish(DeskAction action) {
        try {
            published++;
            publisher.publish(action).acknowledged().exceptionally(problem -> {
                unsent.compareAndSet(null, problem);
                return null;
            });
        } catch (MalformedException e) {
            throw new IllegalStateException("The traffic made a malformed action: " + action, e);
        }
    }

    @Override
    public void close() {
        try (journal) {
            publisher.close();
        }
    }
}
