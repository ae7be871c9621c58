package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.projection.http.access.Role;

/** What services stand on goes away and comes back while people act: each service goes on by itself, and nothing is lost. */
class FailuresTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> tickets(ChildDesk projection) {
        return site.answer(site.request(projection, Role.ADMIN, "/api/desks/desk-1/tickets?limit=1"));
    }

    @Test
    void aDatabaseThatIsSlowAndAwayAndReadOnly(@TempDir Path data) throws Exception {
        site.processor("processor");
        try (Postgres postgres = Postgres.start(data.resolve("postgres"));
                Load load = Load.on(site.clients())) {
            ChildDesk projection = site.projection(postgres.url());
            load.awaitOutcomes(500);
            try (Connection connection = postgres.connection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE ticket_desk_1.entries IN EXCLUSIVE MODE");
                Thread.sleep(Duration.ofSeconds(2));
                assertThat(tickets(projection).statusCode()).isEqualTo(200);
            }

            postgres.stop();
            load.await(() -> site.log("projection").contains("waits for its database"));
            Site.isRefusedForNow(tickets(projection));
            postgres.start();
            load.await(() -> tickets(projection).statusCode() == 200);

            setReadOnly(postgres, true);
            load.await(() -> site.log("projection").contains("read-only transaction"));
            load.await(() -> tickets(projection).statusCode() == 200);
            setReadOnly(postgres, false);

            load.endAndVerify();
            site.awaitVerified(postgres.url());
        }
    }

    @Test
    @SuppressWarnings("try")
    void aTransactionThatAStrangerLeavesOpenOnTheLog() throws Exception {
        site.processor("processor");
        try (Load load = Load.on(site.clients())) {
            load.awaitOutcomes(500);
            Publication behind;
            try (OpenTransaction open =
                    OpenTransaction.on(site.clients(), DeskTopic.ACTIONS, Site.partition("desk-1"))) {
                behind = load.nextInTheLog("desk-1");
                Thread.sleep(Duration.ofSeconds(1));
                assertThat(behind.outcome()).isNotDone();

                OpenTransaction.abort(site.clients(), DeskTopic.ACTIONS, Site.partition("desk-1"));

                load.await(() -> behind.outcome().isDone());
            }
            load.endAndVerify();
        }
    }

    private static void setReadOnly(Postgres postgres, boolean readOnly) throws Exception {
        try (Connection connection = postgres.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(
                    "ALTER DATABASE postgres SET default_transaction_read_only = " + (readOnly ? "on" : "off"));
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'"
                    + " AND pid <> pg_backend_pid()");
        }
    }
}
