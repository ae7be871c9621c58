package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private final Waits waits = new Waits(1);

    @Test
    void a_wait_that_has_run_out_is_forgotten() {
        assertThat(waits.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();

        assertThat(waits.waiting()).isZero();
    }

    @Test
    void who_waits_when_all_waiting_ends_is_told_so() {
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> waits.await(new CompletableFuture<>(), Duration.ofMinutes(1)));
        await().until(() -> waits.waiting() == 1);

        waits.close();

        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> waits.await(new CompletableFuture<>(), Duration.ofMinutes(1)))
                .isInstanceOf(ProblemException.class);
    }
}
