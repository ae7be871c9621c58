package org.ticketdesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsReadyTest {
    @TempDir
    static Path folder;

    static EmbeddedKafka kafka;
    static Admin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.inThisJvm(folder, 0);
        admin = Clients.admin(kafka.bootstrap());
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void aTopicThatIsCreatedMeanwhileIsWaitedFor() throws Exception {
        var waiting =
                CompletableFuture.runAsync(() -> TopicsReady.await(admin, Set.of("late"), Duration.ofSeconds(20)));
        assertThat(waiting).isNotDone();
        admin.createTopics(List.of(new NewTopic("late", Optional.of(12), Optional.empty())));
        assertThat(waiting).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aTopicThatNobodyCreatesIsNamedWhenTimeIsUp() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> TopicsReady.await(admin, Set.of("missing"), Duration.ofMillis(300)))
                .withMessageContaining("The topics [missing] were not ready within 300 ms")
                .withMessageContaining("see that they were created");
    }

    @Test
    void noTopicsAreReadyAtOnce() {
        assertThatNoException().isThrownBy(() -> TopicsReady.await(admin, Set.of(), Duration.ZERO));
    }
}
