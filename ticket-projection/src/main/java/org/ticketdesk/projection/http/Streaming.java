package org.ticketdesk.projection.http;

import static org.ticketdesk.projection.http.Routes.AFTER;
import static org.ticketdesk.projection.http.Routes.DESK;
import static org.ticketdesk.projection.http.Routes.LAST_EVENT_ID;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.http.Subscription.Next;
import org.ticketdesk.projection.views.ChangeView;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.Who;

/**
 * Streams what happens at a desk: each status change once and in order, from where the client left off, first out of the views and
 * then as it is applied; and the desk's counts, the latest only. A customer is told of their own tickets alone. No stream outlives the
 * token that it was asked for with. Thread-safe.
 */
final class Streaming {
    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);
    private static final int AT_ONCE = 500;
    private static final int RETRY_MS = 1_000;

    private record Hello(String desk, long sequence) {}

    private final Views views;
    private final Streams streams;
    private final Turns turns;
    private final Waits waits;
    private final int heartbeatMs;

    Streaming(Views views, Streams streams, Turns turns, Waits waits, ServerConfig config) {
        this.views = views;
        this.streams = streams;
        this.turns = turns;
        this.waits = waits;
        this.heartbeatMs = config.heartbeatMs();
    }

    void stream(Asked asked, EventWriter out) {
        String desk = asked.get(DESK);
        try (Subscription subscription = streams.subscribe(desk, person(asked))) {
            long sequence = query(asked, () -> views.sequence(desk));
            if (sequence == 0) {
                throw Reading.noDesk(desk);
            }
            Place left = asked.get(LAST_EVENT_ID) == null ? asked.get(AFTER) : asked.get(LAST_EVENT_ID);
            // Who has seen more than there is has seen another desk of this name, which was made anew.
            boolean goesOn = left != null && left.sequence() <= sequence;
            Place from = goesOn ? left : new Place(sequence, Place.WHOLE_ENTRY);
            if (goesOn) {
                subscription.miss();
            }
            try {
                out.begin(sequence, RETRY_MS);
                out.event("hello", from.toString(), Json.text(new Hello(desk, sequence)));
                handOn(asked, subscription, from, out);
            } catch (UncheckedIOException | ProblemException e) {
                LOG.debug("A stream of desk {} ends: {}", desk, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("desk", desk).setCause(e).log("A stream of desk {} ends", desk);
            }
        }
    }

    private void handOn(Asked asked, Subscription subscription, Place from, EventWriter out)
            throws InterruptedException {
        Place sent = from;
        Instant until = asked.caller().until();
        while (true) {
            long left = Duration.between(Instant.now(), until).toMillis();
            if (left <= 0) {
                return;
            }
            switch (subscription.next(Math.min(heartbeatMs, left))) {
                case Next.Missed missed -> sent = catchUp(asked, sent, out);
                case Next.Changed(Change change) -> {
                    if (change.place().compareTo(sent) > 0) {
                        if (isTold(asked, change.customer())) {
                            out.event(
                                    "status",
                                    change.place().toString(),
                                    asked.isOfCustomer() ? change.jsonToldToItsCustomer() : change.json());
                        }
                        sent = change.place();
                    }
                }
                case Next.Counts(String json) -> {
                    if (!asked.isOfCustomer()) {
                        out.event("counts", null, json);
                    }
                }
                case Next.Nothing nothing -> out.heartbeat();
                case Next.Ended ended -> {
                    return;
                }
            }
        }
    }

    /** Whoever catches up with a long story from many streams holds up themselves alone. */
    private <T> T query(Asked asked, Callable<T> query) {
        return turns.take(person(asked), () -> waits.query(query));
    }

    private static Who person(Asked asked) {
        return new Who(asked.caller().role().name(), asked.caller().id());
    }

    private static boolean isTold(Asked asked, String customer) {
        return !asked.isOfCustomer() || asked.caller().id().equals(customer);
    }

    private Place catchUp(Asked asked, Place from, EventWriter out) {
        Place sent = from;
        List<ChangeView> missed;
        do {
            Place after = sent;
            missed = query(asked, () -> views.changesAfter(asked.get(DESK), after.sequence(), after.fact(), AT_ONCE));
            for (ChangeView change : missed) {
                sent = new Place(change.sequence(), change.index());
                if (isTold(asked, change.customer())) {
                    out.event(
                            "status",
                            sent.toString(),
                            Json.text(asked.isOfCustomer() ? change.toldToItsCustomer() : change));
                }
            }
        } while (missed.size() == AT_ONCE);
        return sent;
    }
}
