package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.projection.http.access.Role;

/** The only broker goes away while people act, for longer than the transactions and deliveries of the services last, and comes back. */
class AwayBrokerTest {
    /** Short ones, so that a short absence is a long one. */
    private static final List<String> TIME_OUTS = List.of(
            "--client", "request.timeout.ms=3000",
            "--client", "delivery.timeout.ms=6000",
            "--client", "default.api.timeout.ms=5000",
            "--client", "max.block.ms=5000",
            "--client", "task.timeout.ms=8000");

    private static final int TIMES_BY_HTTP = 4;
    private static final Duration LONG = Duration.ofSeconds(30);

    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void allGoOnWhenItIsBackAndEachActionIsDecidedOnce(@TempDir Path folder) throws Exception {
        ChildDesk processor = site.processor("processor", Site.words(TIME_OUTS, "--transaction-timeout-ms", "5000"));
        String views = "jdbc:sqlite:" + folder;
        ChildDesk projection = site.projection(views, Site.words(TIME_OUTS));
        try (Load load = Load.on(site.clients())) {
            load.awaitOutcomes(500);

            site.kafka().stop(1);
            isKnownToBeAway(load, processor, projection);
            site.kafka().restart(1);
            isServed(load, processor, projection);

            site.kafka().kill(1);
            isKnownToBeAway(load, processor, projection);
            Thread.sleep(LONG);
            isKnownToBeAway(load, processor, projection);
            site.kafka().restart(1);
            isServed(load, processor, projection);

            assertThat(byHttp(projection).statusCode()).isIn(200, 202);
            load.endAndVerify(TIMES_BY_HTTP);
            site.awaitVerified(views);
        }
    }

    private void isKnownToBeAway(Load load, ChildDesk processor, ChildDesk projection) {
        for (ChildDesk service : List.of(processor, projection)) {
            load.await(() -> {
                HttpResponse<String> ready = site.health(service, "ready");
                return ready.statusCode() == 503 && ready.body().contains("The Kafka cluster does not answer");
            });
            assertThat(site.health(service, "live").statusCode()).isEqualTo(200);
        }
        Site.isRefusedForNow(byHttp(projection));
        assertThat(tickets(projection).statusCode()).isEqualTo(200);
    }

    private void isServed(Load load, ChildDesk processor, ChildDesk projection) {
        for (ChildDesk service : List.of(processor, projection)) {
            load.await(() -> site.health(service, "ready").statusCode() == 200);
        }
    }

    /** The same action each time, as of somebody who has not heard what became of it. */
    private HttpResponse<String> byHttp(ChildDesk projection) {
        return site.answer(site.opening(projection, "by-http"));
    }

    private HttpResponse<String> tickets(ChildDesk projection) {
        return site.answer(site.request(projection, Role.ADMIN, "/api/desks/desk-1/tickets?limit=1"));
    }
}
