package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.mapping.Published;

/** The processor's JVM is killed under load, again and again. */
class KilledProcessorTest {
    private static final int KILLS = 3;

    @Test
    void K10_D9_everyActionHasItsOneEntryAndNothingIsLostOrDoubled(@TempDir Path folder) {
        try (Cluster kafka = new Cluster(folder, 3)) {
            AtomicBoolean more = new AtomicBoolean(true);
            AtomicLong published = new AtomicLong();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(kafka, more, published));
            for (int kill = 0; kill < KILLS; kill++) {
                ProcessorInAChildJvm child = ProcessorInAChildJvm.start(kafka.bootstrap(), folder.resolve("child"));
                awaitNewEntries(kafka);
                Cluster.pause(500);
                child.kill();
            }
            more.set(false);
            load.join();
            ProcessorInAChildJvm child = ProcessorInAChildJvm.start(kafka.bootstrap(), folder.resolve("child"));
            Verification report = kafka.check();
            child.kill();

            assertThat(report.findings()).isEmpty();
            assertThat(report.actions()).isGreaterThanOrEqualTo(published.get());
            assertThat(report.statusChanges()).isPositive();
            assertThat(report.rejected()).isPositive();
        }
    }

    private static void load(Cluster kafka, AtomicBoolean more, AtomicLong published) {
        RandomStories[] stories = {
            RandomStories.of(1, 20, 300), RandomStories.of(2, 20, 300), RandomStories.of(3, 20, 300)
        };
        while (more.get()) {
            for (int desk = 0; desk < stories.length; desk++) {
                kafka.publish(
                        Published.action("desk-" + desk, stories[desk].next().request()));
                published.incrementAndGet();
            }
            if (published.get() % 30 == 0) {
                kafka.publish(0, "poison", new byte[] {1, 2, 3});
            }
            Cluster.pause(10);
        }
    }

    private static void awaitNewEntries(Cluster kafka) {
        long before = kafka.journalRecords();
        for (int i = 0; i < 600; i++) {
            if (kafka.journalRecords() > before) {
                return;
            }
            Cluster.pause(100);
        }
        throw new AssertionError("The processor wrote nothing for a minute after it was started again");
    }
}
