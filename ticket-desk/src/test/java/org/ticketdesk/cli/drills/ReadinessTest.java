package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.cli.TicketLife;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskTopic;

/** What services say of themselves, to who asks whether they are ready, while what they stand on is away and when it is back. */
class ReadinessTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Waits until a service is ready, and sees that it is alive all the while. */
    private void awaitReady(ChildDesk service, String why) {
        await(service, 200, why);
    }

    /** Waits until a service is not ready, and says why; it is alive all the while: there is no use in starting it anew. */
    private void awaitNotReady(ChildDesk service, String why) {
        await(service, 503, why);
    }

    private void await(ChildDesk service, int status, String why) {
        service.awaitOutput("Health and metrics: ");
        Set<Integer> alive = new HashSet<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    alive.add(site.health(service, "live").statusCode());
                    HttpResponse<String> ready = site.health(service, "ready");
                    assertThat(ready.body()).contains(why);
                    assertThat(ready.statusCode()).isEqualTo(status);
                });
        assertThat(alive).containsExactly(200);
    }

    private void publishLives(int tickets) throws Exception {
        try (ActionPublisher publisher =
                ActionPublisher.to(site.clients()).withOutcomes().open()) {
            Publication last = null;
            for (int ticket = 1; ticket <= tickets; ticket++) {
                for (DeskAction action : TicketLife.of("desk-1", ticket)) {
                    last = publisher.publish(action);
                }
            }
            last.outcome().get(2, TimeUnit.MINUTES);
        }
    }

    /** How many records of the desk's partition are not decided, after what the processor says. */
    private double lag(ChildDesk processor) {
        String sample = "desk_log_lag{partition=\"" + Site.partition("desk-1") + "\"} ";
        return site.metrics(processor)
                .lines()
                .filter(line -> line.startsWith(sample))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                .sum();
    }

    @Test
    @SuppressWarnings("try")
    void aProcessorThatFindsItsStateAgainFromTheJournal() throws Exception {
        ChildDesk processor;
        try (OpenTransaction transaction = OpenTransaction.on(site.clients(), DeskTopic.JOURNAL, 3)) {
            processor = site.start("processor", "processor");

            awaitNotReady(processor, "Restoring: partition 3 finds its state again from the journal: ");
        }

        awaitReady(processor, "Decides partitions 0, 1, 2, 3, 4, 5.");
    }

    @Test
    void aProcessorThatFindsItsStateAgainFromItsChangelog() throws Exception {
        ChildDesk before = site.processor("before");
        publishLives(100);
        Site.end(before);

        ChildDesk processor = site.start("after", "processor", "--client", "restore.consumer.max.poll.records=1");

        awaitNotReady(
                processor, "partition " + Site.partition("desk-1") + " finds its state again from its changelog: ");
        awaitReady(processor, "Decides partitions 0, 1, 2, 3, 4, 5.");
    }

    @Test
    void servicesWhoseBrokersAreAway(@TempDir Path views) {
        ChildDesk processor = site.processor("processor");
        ChildDesk projection = site.projection("jdbc:sqlite:" + views);
        List<ChildDesk> both = List.of(processor, projection);
        both.forEach(service -> awaitReady(service, "\"ready\""));

        site.kafka().kill(1);
        try {
            both.forEach(service -> awaitNotReady(service, "The Kafka cluster does not answer"));
        } finally {
            site.kafka().restart(1);
        }

        both.forEach(service -> awaitReady(service, "\"ready\""));
    }

    @Test
    void aProjectionWhoseDatabaseIsAway(@TempDir Path data) throws Exception {
        site.processor("processor");
        try (Postgres postgres = Postgres.start(data)) {
            ChildDesk projection = site.projection(postgres.url());
            awaitReady(projection, "The views are at most ");

            postgres.stop();
            awaitNotReady(projection, "The database of the views does not answer");
            publishLives(1);
            Site.await(() -> site.log("projection").contains("waits for its database"));
            awaitNotReady(projection, "The database of the views does not answer");
            postgres.start();

            awaitReady(projection, "The views are at most ");
        }
    }

    @Test
    @SuppressWarnings("try")
    void aProcessorThatIsHeldBackByATransactionThatIsLeftOpenIsReadyAndSaysThatItLags() throws Exception {
        ChildDesk processor = site.processor("processor");
        try (OpenTransaction transaction =
                OpenTransaction.on(site.clients(), DeskTopic.ACTIONS, Site.partition("desk-1"))) {
            try (ActionPublisher publisher = ActionPublisher.to(site.clients()).open()) {
                for (DeskAction action : TicketLife.of("desk-1", 4_711)) {
                    publisher.publish(action).acknowledged().get(1, TimeUnit.MINUTES);
                }
            }

            Site.await(() -> lag(processor) > 1);
            awaitReady(processor, "Decides partitions ");
        }

        Site.await(() -> lag(processor) == 0);
    }
}
