package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a partition paused, after the times at which its outcomes are read. */
class ProjectionMetersTest {
    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final ProjectionMeters meters = new ProjectionMeters(registry);
    private final long began = clock.wallTime();

    @BeforeEach
    void watch() {
        meters.addPauses(3);
        meters.addPauses(4);
    }

    /** Reads an outcome at a time of an action that was appended at another, both in seconds from the beginning. */
    private void read(int partition, long at, long appended) {
        clock.add(Duration.ofMillis(began + at * 1_000 - clock.wallTime()));
        meters.read(partition, began + appended * 1_000);
    }

    private double longest(int partition) {
        return registry.get("desk.outcome.pause")
                .tag("partition", Integer.toString(partition))
                .timer()
                .max(TimeUnit.SECONDS);
    }

    @Test
    void aPartitionPausesFromWhenAnActionWaitsToItsOutcome() {
        meters.caughtUp();
        read(3, 10, 10);

        read(3, 26, 12);

        assertThat(longest(3)).isEqualTo(14);
        assertThat(longest(4)).isZero();
    }

    @Test
    void whatWaitedBehindOthersWaitedInNoPauseOfItsOwn() {
        meters.caughtUp();
        read(3, 10, 10);
        read(3, 14, 11);

        read(3, 15, 1);

        assertThat(longest(3)).isEqualTo(3);
    }

    @Test
    void whereNothingWaitsThereIsNoPause() {
        meters.caughtUp();
        read(3, 10, 10);

        read(3, 60, 59);

        assertThat(longest(3)).isEqualTo(1);
    }

    @Test
    void whatWasDecidedWhileNobodyAppliedItIsNoPause() {
        read(3, 10, 1);
        read(3, 50, 11);
        meters.caughtUp();

        read(3, 51, 2);

        assertThat(longest(3)).isEqualTo(1);
    }
}
