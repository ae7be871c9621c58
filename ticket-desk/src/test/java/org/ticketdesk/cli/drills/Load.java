package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.cli.TicketLife;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.publisher.PublisherFullException;
import org.ticketdesk.events.topics.DeskClients;

/** People at several desks who act at a steady rate, and how long each desk waited for its outcomes. */
final class Load implements AutoCloseable {
    private static final int DESKS = 12;
    private static final int ACTIONS_A_SECOND = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DeskClients clients;
    private final ActionPublisher publisher;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Publication> latest = new ConcurrentHashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final AtomicLong longestPause = new AtomicLong();
    private final Thread thread = new Thread(this::publish, "load");
    private volatile boolean more = true;
    private volatile Throwable failure;

    private record Sent(DeskAction action, Publication publication) {}

    private Load(DeskClients clients) {
        this.clients = clients;
        this.publisher = ActionPublisher.to(clients).withOutcomes().open();
    }

    static Load on(DeskClients clients) {
        Load load = new Load(clients);
        load.thread.start();
        return load;
    }

    private void publish() {
        long began = System.nanoTime();
        try {
            for (int ticket = 1; more; ticket++) {
                for (DeskAction action : TicketLife.of("desk-" + ticket % DESKS, ticket)) {
                    send(action);
                    long due = began + sent.size() * TimeUnit.SECONDS.toNanos(1) / ACTIONS_A_SECOND;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        } catch (MalformedException | RuntimeException e) {
            failure = e;
        }
    }

    private void send(DeskAction action) throws MalformedException {
        Publication publication = publish(action);
        publication.outcome().thenRun(() -> {
            long now = System.nanoTime();
            Long before = heard.put(action.getDesk(), now);
            if (before != null) {
                longestPause.accumulateAndGet(now - before, Math::max);
            }
        });
        sent.add(new Sent(action, publication));
        latest.put(action.getDesk(), publication);
    }

    private Publication publish(DeskAction action) throws MalformedException {
        while (true) {
            try {
                return publisher.publish(action);
            } catch (PublisherFullException | KafkaException e) {
                if (!more) {
                    throw e;
                }
            }
        }
    }

    /** Waits until so many outcomes are known. */
    void awaitOutcomes(int number) {
        await(() -> sent.size() >= number
                && sent.get(number - 1).publication().outcome().isDone());
    }

    /** An action of this desk that is published after this was asked for, when it stands in the log. */
    Publication nextInTheLog(String desk) {
        Publication before = latest.get(desk);
        AtomicReference<Publication> next = new AtomicReference<>();
        await(() -> {
            next.set(latest.get(desk));
            return next.get() != before && next.get().acknowledged().isDone();
        });
        return next.get();
    }

    /** Waits for something that happens while people act. */
    void await(Callable<Boolean> what) {
        Site.await(() -> {
            assertThat(thread.isAlive()).as(String.valueOf(failure)).isTrue();
            return what.call();
        });
    }

    /** The longest time that a desk waited for its next outcome since this was asked last, when all desks are served again. */
    Duration longestPause() {
        long now = System.nanoTime();
        await(() -> heard.size() == DESKS && heard.values().stream().allMatch(last -> last > now));
        return Duration.ofNanos(longestPause.getAndSet(0));
    }

    /**
     * Ends, publishes once more what the brokers have not taken in time, and sees that each action has exactly one entry that is
     * no duplicate's, and that the whole log, decided again, says what was written.
     */
    void endAndVerify() throws Exception {
        endAndVerify(0);
    }

    /** As {@link #endAndVerify()}, where so many actions of others may be in the log too. */
    void endAndVerify(int others) throws Exception {
        more = false;
        thread.join();
        assertThat(failure).isNull();
        int again = 0;
        for (Sent one : sent) {
            try {
                assertThat(outcome(one.publication())).isNotEqualTo(Outcome.DUPLICATE);
            } catch (ExecutionException e) {
                // As a gateway does that does not know whether its action is in the log.
                assertThat(e).hasCauseInstanceOf(RetriableException.class);
                outcome(publish(one.action()));
                again++;
            }
        }

        Verification report = Verifier.run(clients);

        assertThat(report.findings()).isEmpty();
        assertThat(report.actions()).isBetween((long) sent.size(), (long) sent.size() + again + others);
        assertThat(report.undecided()).isZero();
        assertThat(report.rejected()).isZero();
        assertThat(report.statusChanges()).isPositive();
    }

    private static Outcome outcome(Publication publication) throws Exception {
        return publication.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getOutcome();
    }

    @Override
    public void close() {
        more = false;
        publisher.close(Duration.ofSeconds(3));
    }
}
