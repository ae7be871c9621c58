package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.rebuild.Rebuild;

/** The projection's JVM is killed in the middle of its batches, again and again. */
class KilledProjectionTest {
    private static final int KILLS = 4;
    private static BusyDesks desks;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path kafka) {
        desks = new BusyDesks(kafka);
        desks.happen(1_500);
    }

    @AfterAll
    static void stop() {
        desks.close();
    }

    @ParameterizedTest
    @EnumSource
    void K5_theViewsEqualAFreshRebuildRowByRow(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        desks.busyWhile(() -> projectAndKill(config));
        desks.whileStill(() -> {
            List<String> rows = desks.projected(config);
            Rebuild.Report report = Rebuild.run(config, progress -> {});

            try (ViewsDatabase rebuilt = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(rebuilt.generation().number()).isEqualTo(report.generation());
                assertThat(WrittenRows.of(rebuilt.reader())).isEqualTo(rows);
                assertThat(entries(rebuilt.reader())).isEqualTo(report.entries());
            }
        });
    }

    private static void projectAndKill(ProjectionConfig config) {
        try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
            for (int kill = 0; kill < KILLS; kill++) {
                long before = entries(database.reader());
                InAChildJvm child = InAChildJvm.projection(config);
                await().pollInterval(5, TimeUnit.MILLISECONDS)
                        .atMost(60, TimeUnit.SECONDS)
                        .until(() -> entries(database.reader()) > before);
                BusyDesks.pause(20L * kill);
                child.kill();
            }
        }
    }

    private static long entries(Jdbi views) {
        return views.withHandle(handle ->
                handle.select("SELECT count(*) FROM entries").mapTo(Long.class).one());
    }
}
