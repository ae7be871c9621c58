package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.projection.http.access.Role;

/** A service that is asked to end does so within ten seconds, whatever it is at, as one that has done its work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedServicesTest {
    private Site site;

    @BeforeAll
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void kill() {
        site.killServices();
    }

    @Test
    void underLoadTheProcessorLeavesItsGroupAndTheProjectionItsStreams(@TempDir Path views) throws Exception {
        ChildDesk processor = site.processor("processor");
        ChildDesk projection = site.projection("jdbc:sqlite:" + views);
        try (Load load = Load.on(site.clients());
                HttpClient http = HttpClient.newHttpClient()) {
            load.awaitOutcomes(200);
            CompletableFuture<HttpResponse<String>> streamed = http.sendAsync(
                    site.request(projection, Role.ADMIN, "/api/desks/desk-1/stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            Site.end(projection);
            Site.end(processor);

            assertThat(streamed.handle((response, cut) -> true).get(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(members(ProcessorConfig.DEFAULT_APPLICATION_ID)).isZero();
        }
    }

    @Test
    @SuppressWarnings("try")
    void whileAnOpenTransactionKeepsTheProcessorFromFindingItsState() throws Exception {
        try (OpenTransaction transaction = OpenTransaction.on(site.clients(), DeskTopic.JOURNAL, 0)) {
            ChildDesk processor = site.start("anew", "processor", "--application-id", "anew");
            Site.await(() -> {
                assertThat(processor.output()).doesNotContain("Ready: ");
                return state("anew") == GroupState.STABLE;
            });

            Site.end(processor);

            assertThat(processor.output()).contains("Ended before the processor was ready.");
            assertThat(members("anew")).isZero();
        }
    }

    @Test
    void whileTheBrokerIsAwayAndAnActionIsOnItsWay(@TempDir Path views) throws Exception {
        ChildDesk processor = site.processor("processor");
        ChildDesk projection = site.projection("jdbc:sqlite:" + views);
        try (Load load = Load.on(site.clients());
                HttpClient http = HttpClient.newHttpClient()) {
            load.awaitOutcomes(200);
            site.kafka().kill(1);
            http.sendAsync(site.opening(projection, "by-http").build(), HttpResponse.BodyHandlers.discarding());

            CompletableFuture<Void> both = CompletableFuture.runAsync(() -> Site.end(processor));
            Site.end(projection);
            both.join();
        } finally {
            site.kafka().restart(1);
        }
    }

    @Test
    void whileTheDatabaseStandsStillAndWhileItIsAway() throws Exception {
        ChildDesk processor = site.processor("processor");
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        String views = postgres.getJdbcUrl("postgres", "postgres");
        try (Load load = Load.on(site.clients())) {
            ChildDesk projection = site.projection(views);
            load.awaitOutcomes(200);
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE ticket_desk_1.entries");
                load.await(() -> isSomebodyWaiting(postgres));

                Site.end(projection);
            }
            ChildDesk another = site.projection(views);
            postgres.close();
            load.await(() -> site.log("projection").contains("waits for its database"));

            Site.end(another);
            Site.end(processor);
        } finally {
            postgres.close();
        }
    }

    private static boolean isSomebodyWaiting(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var waiting = statement.executeQuery(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' LIMIT 1")) {
            return waiting.next();
        }
    }

    private int members(String group) throws Exception {
        try (Admin admin = site.clients().admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        }
    }

    private GroupState state(String group) {
        try (Admin admin = site.clients().admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .groupState();
        } catch (Exception e) {
            return GroupState.UNKNOWN;
        }
    }
}
