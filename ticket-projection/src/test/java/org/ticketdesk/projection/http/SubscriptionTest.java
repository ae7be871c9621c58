package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.projection.http.Subscription.Next;

class SubscriptionTest {
    private final Subscription subscription = new Subscription(ended -> {});

    @Test
    void changes_come_in_their_order_and_before_counts() throws Exception {
        subscription.counts("{}");
        subscription.offer(changes(1, 2));

        assertThat(next())
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        next -> assertThat(next.change().place()).isEqualTo(new Place(1, 0)));
        assertThat(next())
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        next -> assertThat(next.change().place()).isEqualTo(new Place(2, 0)));
        assertThat(next()).isEqualTo(new Next.Counts("{}"));
        assertThat(next()).isEqualTo(new Next.Nothing());
    }

    @Test
    void of_counts_only_the_latest_are_kept() throws Exception {
        subscription.counts("1");
        subscription.counts("2");

        assertThat(next()).isEqualTo(new Next.Counts("2"));
        assertThat(next()).isEqualTo(new Next.Nothing());
    }

    @Test
    void who_takes_changes_too_slowly_is_told_that_some_were_missed_and_gets_those_that_come_later() throws Exception {
        subscription.offer(changes(1, Subscription.MOST));
        subscription.offer(changes(Subscription.MOST + 1, Subscription.MOST + 1));
        subscription.offer(changes(Subscription.MOST + 2, Subscription.MOST + 2));

        assertThat(next()).isEqualTo(new Next.Missed());
        subscription.offer(changes(Subscription.MOST + 3, Subscription.MOST + 3));
        assertThat(next())
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        next -> assertThat(next.change().place().sequence()).isEqualTo(Subscription.MOST + 3));
    }

    @Test
    void who_waits_is_woken_when_changes_were_missed() {
        CompletableFuture<Next> next = CompletableFuture.supplyAsync(() -> {
            try {
                return subscription.next(TimeUnit.MINUTES.toMillis(5));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        subscription.miss();

        assertThat(next).succeedsWithin(1, TimeUnit.MINUTES).isEqualTo(new Next.Missed());
    }

    @Test
    void the_end_comes_before_all_else() throws Exception {
        subscription.offer(changes(1, 2));
        subscription.end();

        assertThat(next()).isEqualTo(new Next.Ended());
    }

    private Next next() throws InterruptedException {
        return subscription.next(1);
    }

    private static List<Change> changes(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(sequence -> {
                    TicketStatusChanged event = new TicketStatusChanged();
                    event.setSequence(sequence);
                    event.setIndex(0);
                    return new Change(event);
                })
                .toList();
    }
}
