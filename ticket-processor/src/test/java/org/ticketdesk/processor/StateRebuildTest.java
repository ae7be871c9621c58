package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.processor.recovery.WatchedJournal.Found;

/** State is thrown away and found again from the journal, on a real broker. */
class StateRebuildTest {
    private static final int DESKS = 3;

    private int tickets;

    @Test
    void theProcessorGoesOnAfterTheLastDecidedActionAndDecidesNothingTwice(@TempDir Path folder) {
        try (Cluster kafka = new Cluster(folder, 4)) {
            decide(kafka, 15);
            long actions = kafka.check().actions();
            publish(kafka, 5);
            long journal = kafka.journalRecords();

            List<Found> found = StateRebuild.run(kafka.config(), step -> {}, () -> false);

            assertThat(found).extracting(Found::partition).containsExactly(0, 1, 2, 3);
            assertThat(found.stream().mapToLong(Found::entries).sum()).isEqualTo(actions);
            assertThat(found.stream().mapToInt(Found::desks).sum()).isEqualTo(DESKS);
            assertThat(kafka.journalRecords()).isEqualTo(journal);
            try (TicketProcessor processor = kafka.start()) {
                publish(kafka, 5);
                Verification report = kafka.check();
                assertThat(report.findings()).isEmpty();
                assertThat(report.actions()).isGreaterThanOrEqualTo(actions + 2 * DESKS * 5 * 3);
                assertThat(processor.stats().entriesRecoveredCount()).isZero();
            }
        }
    }

    @Test
    void whatAnotherApplicationKeepsStays(@TempDir Path folder) throws Exception {
        try (Cluster kafka = new Cluster(folder, 1);
                Admin admin = kafka.clients().admin()) {
            decide(kafka, 10);
            ProcessorConfig other = kafka.config().withApplicationId("ticket-processor-2");
            kafka.start(other).close();
            String id = topicId(admin, "ticket-processor-2-desk-rows-v1-changelog");
            String mine = topicId(admin, "ticket-processor-desk-rows-v1-changelog");

            StateRebuild.run(kafka.config(), step -> {}, () -> false);

            assertThat(topicId(admin, "ticket-processor-2-desk-rows-v1-changelog"))
                    .isEqualTo(id);
            assertThat(topicId(admin, "ticket-processor-desk-rows-v1-changelog"))
                    .isNotEqualTo(mine);
            assertThat(folder.resolve("state/ticket-processor-2/0_0")).isDirectory();
        }
    }

    @Test
    void aProcessorThatRunsIsNamedAndNothingIsThrownAway(@TempDir Path folder) {
        try (Cluster kafka = new Cluster(folder, 1);
                TicketProcessor processor = kafka.start()) {
            assertThatThrownBy(() -> StateRebuild.run(kafka.config(), step -> {}, () -> false))
                    .isInstanceOf(ProcessorRefusedException.class)
                    .hasMessageContaining("The application ticket-processor runs: ")
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("Stop its processors");

            kafka.admin("sales", "t-1", "\"ReopenTicket\"");
            assertThat(kafka.check().findings()).isEmpty();
            assertThat(processor.ended()).isNotDone();
        }
    }

    private void decide(Cluster kafka, int number) {
        try (TicketProcessor processor = kafka.start()) {
            publish(kafka, number);
            assertThat(kafka.check().findings()).isEmpty();
            assertThat(processor.ended()).isNotDone();
        }
    }

    /** At each desk, tickets that are opened, answered, and some of them closed: three actions a ticket. */
    private void publish(Cluster kafka, int number) {
        for (int desk = 0; desk < DESKS; desk++) {
            String id = "desk-" + desk;
            kafka.agentOnline(id, "ann-" + tickets, 5);
            for (int i = 0; i < number; i++) {
                String ticket = "t-" + tickets++;
                kafka.customer(id, ticket, "\"OpenTicket\",\"channel\":\"SOCIAL\",\"priority\":\"MEDIUM\"");
                kafka.admin(id, ticket, "\"SendMessage\",\"messageId\":\"m\"");
                kafka.admin(id, ticket, i % 3 == 0 ? "\"CloseTicket\"" : "\"MoveToIdle\"");
            }
        }
    }

    private static String topicId(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .topicId()
                .toString();
    }
}
