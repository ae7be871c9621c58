package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ticketdesk.projection.views.Who;

class TurnsTest {
    private static final Who EAGER = new Who("CUSTOMER", "eager");
    private static final Who CALM = new Who("CUSTOMER", "calm");

    private final Turns turns = new Turns(2, 5);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void end() {
        slow.countDown();
        requests.close();
    }

    @Test
    void a_few_queries_of_one_person_are_done_at_once_and_the_others_in_their_turn() throws Exception {
        List<Future<Integer>> answers = ask(5);
        await().until(() -> begun.get() == 2 && turns.of(EAGER) == 5);

        slow.countDown();

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isPositive();
        }
        assertThat(begun).hasValue(5);
        assertThat(turns.of(EAGER)).isZero();
    }

    @Test
    void who_has_too_many_that_wait_is_refused_and_holds_up_nobody_else() throws Exception {
        List<Future<Integer>> answers = ask(5);
        await().until(() -> begun.get() == 2 && turns.of(EAGER) == 5);

        assertThatThrownBy(() -> turns.take(EAGER, () -> 1)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(429);
            assertThat(e.headers()).containsEntry("Retry-After", "1");
        });

        assertThat(turns.take(CALM, () -> 7)).isEqualTo(7);
        assertThat(begun).hasValue(2);
        assertThat(answers).noneMatch(Future::isDone);
    }

    @Test
    void a_query_that_fails_gives_its_turn_to_the_next() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> turns.take(EAGER, () -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }

        assertThat(turns.take(EAGER, () -> 7)).isEqualTo(7);
        assertThat(turns.of(EAGER)).isZero();
    }

    private List<Future<Integer>> ask(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> requests.submit(() -> turns.take(EAGER, this::slowly)))
                .toList();
    }

    private int slowly() {
        int number = begun.incrementAndGet();
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }
}
