package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.ChildDesk;

/** A database is put back as it was a while ago, while people act: the projection goes on from the place that the views name. */
class RestoredViewsTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) {
        site = new Site(folder);
        site.processor("processor");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void sqliteWhileTheProjectionIsStopped(@TempDir Path folder) throws Exception {
        Path views = folder.resolve("views");
        String url = "jdbc:sqlite:" + views;
        try (Load load = Load.on(site.clients())) {
            ChildDesk projection = site.projection(url);
            load.awaitOutcomes(500);
            Site.end(projection);
            Folders.copy(views, folder.resolve("backup"));
            ChildDesk another = site.projection(url);
            load.awaitOutcomes(1_500);
            Site.end(another);

            Folders.replace(views, folder.resolve("backup"));
            site.projection(url);

            load.endAndVerify();
            site.awaitVerified(url);
        }
    }

    @Test
    void postgresWhileTheProjectionRuns(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("postgres");
        try (Postgres postgres = Postgres.start(data);
                Load load = Load.on(site.clients())) {
            ChildDesk first = site.projection(postgres.url());
            load.awaitOutcomes(500);
            Site.end(first);
            postgres.stop();
            Folders.copy(data, folder.resolve("backup"));
            postgres.start();
            ChildDesk second = site.projection(postgres.url());
            load.awaitOutcomes(1_500);
            postgres.stop();

            Folders.replace(data, folder.resolve("backup"));
            postgres.start();

            load.await(() -> site.log("projection").contains("The views are not where this projection left them"));
            load.endAndVerify();
            site.awaitVerified(postgres.url());
            assertThat(second.isAlive()).as(second.output()).isTrue();
        }
    }
}
