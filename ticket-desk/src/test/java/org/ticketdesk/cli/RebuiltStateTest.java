package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.traffic.RowStories;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;

/** {@code desk rebuild-state}, killed, and run again. */
class RebuiltStateTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void K10_aRebuildThatWasKilledIsRunAgainAndNothingIsDecidedTwice(@TempDir Path folder) throws Exception {
        DataFolder data = DataFolder.open(folder.resolve("processor"));
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder.resolve("kafka"), 0)) {
            DeskClients clients = DeskClients.of(kafka.bootstrap());
            TopicAdmin.create(clients, 2, (short) 1);
            decide(kafka, data, List.of(Row.R1, Row.R2, Row.R5, Row.R10));
            String[] rebuild = {"rebuild-state", "--data", data.path().toString(), "--bootstrap", kafka.bootstrap()};
            String changelog = changelog(clients);
            try (ChildDesk child = ChildDesk.start(folder, rebuild)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .failFast(() -> assertThat(child.output()).doesNotContain("desk rebuild-state: "))
                        .until(() -> !changelog(clients).equals(changelog));
                child.kill();
            }

            Typed typed = Typed.desk(rebuild);

            assertThat(typed.err()).isEmpty();
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.outLines().getLast()).startsWith("The state of 4 desks was found again from ");
            decide(kafka, data, List.of(Row.R6, Row.R9));
        }
    }

    private static void decide(EmbeddedKafka kafka, DataFolder data, List<Row> rows) throws Exception {
        DeskClients clients = DeskClients.of(kafka.bootstrap());
        try (TicketProcessor processor = TicketProcessor.start(ProcessorConfig.of(kafka.bootstrap(), data.stores()));
                ActionPublisher publisher =
                        ActionPublisher.to(clients).withOutcomes().open()) {
            for (Row row : rows) {
                for (DeskAction action : RowStories.of(row, "desk-" + row, "id-" + row)) {
                    publisher.publish(action).outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            }
            assertThat(Verifier.run(clients).findings()).isEmpty();
            assertThat(processor.ended()).isNotDone();
        }
    }

    /** The id of the topic; another when it was made anew, and nothing while it is deleted. */
    private static String changelog(DeskClients clients) throws Exception {
        String topic = ProcessorConfig.DEFAULT_APPLICATION_ID + "-desk-rows-v1-changelog";
        try (Admin admin = clients.admin()) {
            return admin.listTopics().listings().get().stream()
                    .filter(listed -> listed.name().equals(topic))
                    .map(listed -> listed.topicId().toString())
                    .findFirst()
                    .orElse("");
        }
    }
}
