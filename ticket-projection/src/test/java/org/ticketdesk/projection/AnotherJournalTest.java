package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.rebuild.Rebuild;

/** The journal is deleted and created anew under a projection that runs. */
class AnotherJournalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void viewsOfAnotherJournalAreRefusedUntilTheyAreBuiltAnew(Dialect dialect) throws Exception {
        try (BusyDesks desks = new BusyDesks(folder.resolve("kafka"))) {
            ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
            desks.happen(10);
            try (Projection projection = Projection.start(config)) {
                desks.awaitAll(projection.database().reader());
                desks.stopDeciding();
                try (Admin admin = desks.clients().admin()) {
                    admin.deleteTopics(List.of(DeskTopic.JOURNAL.topicName()))
                            .all()
                            .get();
                }
                TopicAdmin.create(desks.clients(), 3, (short) 1);

                assertThatThrownBy(() -> projection.ended().get(90, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(ProjectionRefusedException.class)
                        .hasMessageContaining("it has been deleted and created anew, or is another cluster's");
            }
            assertThatThrownBy(() -> Projection.start(config))
                    .isInstanceOf(ProjectionRefusedException.class)
                    .hasMessageContaining("it has been deleted and created anew, or is another cluster's")
                    .hasMessageEndingWith("or build them anew with `desk rebuild`.");
            Rebuild.run(config, progress -> {});
            try (Projection projection = Projection.start(config)) {
                assertThat(projection.ended()).isNotDone();
            }
        }
    }
}
