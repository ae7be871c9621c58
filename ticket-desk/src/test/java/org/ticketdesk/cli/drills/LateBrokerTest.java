package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;

/** Services that are started before any broker answers wait for one, and are known to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateBrokerTest {
    private Site site;
    private ChildDesk processor;
    private ChildDesk projection;
    private ChildDesk traffic;

    @BeforeAll
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @BeforeEach
    void startThem(@TempDir Path views) {
        site.kafka().kill(1);
        processor = site.start("processor", "processor");
        projection = site.startProjection("jdbc:sqlite:" + views);
        traffic = site.startTraffic();
        Map.of("processor", processor, "projection", projection, "traffic", traffic)
                .forEach((command, service) -> service.awaitOutput("desk " + command + ": No Kafka broker answers at "
                        + site.kafka().bootstrap() + " yet, and this waits for one."));
    }

    @AfterEach
    void killThem() {
        site.killServices();
    }

    @Test
    void theyBeginWhenItDoes() {
        for (ChildDesk service : List.of(processor, projection)) {
            assertThat(site.health(service, "live").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = site.health(service, "ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"brokers\"", "No Kafka broker answers");
        }
        Site.await(() -> site.log("processor").contains("No Kafka broker answers"));

        site.kafka().restart(1);

        processor.awaitOutput("Ready: ");
        projection.awaitOutput("Open http");
        traffic.awaitOutput("Playing.");
        Site.await(() -> site.health(projection, "ready").statusCode() == 200);
        assertThat(site.health(projection, "ready").body()).doesNotContain("brokers");
    }

    @Test
    void theyEndWhenTheyAreAskedTo() {
        try {
            List.of(processor, projection, traffic).forEach(service -> {
                Site.end(service);
                assertThat(service.output()).contains("Ended before a Kafka broker answered.");
            });
        } finally {
            site.kafka().restart(1);
        }
    }
}
