package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.projection.http.access.Role;

/** The disk of one party after the other has no room while people act; when room is made, all goes on, and nothing is lost. */
class FullDiskTest {
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
    @SuppressWarnings("try")
    void ofTheViewsAndOfTheBroker(@TempDir Path folder) throws Exception {
        String views = "jdbc:sqlite:" + folder;
        ChildDesk processor = site.processor("processor");
        ChildDesk projection = site.projection(views);
        try (Load load = Load.on(site.clients())) {
            load.awaitOutcomes(500);

            try (FullDisk full = FullDisk.of(projection.process())) {
                load.await(() -> isTryingAgain(projection));
                assertThat(tickets(projection)).isEqualTo(200);
            }
            load.await(() -> isReady(projection));

            try (FullDisk full = FullDisk.of(site.kafka().process(1))) {
                load.await(() -> !full.process().isAlive());
            }
            site.kafka().restart(1);
            load.await(() -> isReady(projection) && isReady(processor));

            load.endAndVerify();
            site.awaitVerified(views);
        }
    }

    private boolean isTryingAgain(ChildDesk projection) {
        HttpResponse<String> ready = site.health(projection, "ready");
        return ready.statusCode() == 503 && ready.body().contains("The projection tries again what failed");
    }

    private boolean isReady(ChildDesk service) {
        return site.health(service, "ready").statusCode() == 200;
    }

    private int tickets(ChildDesk projection) {
        return site.answer(site.request(projection, Role.ADMIN, "/api/desks/desk-1/tickets?limit=1"))
                .statusCode();
    }
}
