package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
    private static final int HALFWAY = 725;

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

    @ParameterizedTest
    @EnumSource
    void K5_ofATransactionThatWasOpenWhenItWasKilledNothingIsLeft(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
            Jdbi writer = database.generation().writer();
            writer.useHandle(handle -> standsStill(dialect).forEach(handle::execute));
            InAChildJvm child = InAChildJvm.projection(config);
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> isOpen(dialect, database.reader()));
            child.kill();

            long left = entries(database.reader());

            assertThat(left).isPositive().isLessThan(HALFWAY);
            assertThat(number(database.reader(), "SELECT sum(sequence) FROM desks"))
                    .isEqualTo(left);
            writer.useHandle(handle -> goesOn(dialect).forEach(handle::execute));
        }
        desks.whileStill(() -> {
            List<String> rows = desks.projected(config);
            Rebuild.run(config, progress -> {});

            try (ViewsDatabase rebuilt = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(WrittenRows.of(rebuilt.reader())).isEqualTo(rows);
            }
        });
    }

    /** What makes a transaction last for ever once so many entries are written, with rows of it still to come. */
    private static List<String> standsStill(Dialect dialect) {
        return switch (dialect) {
            case SQLITE ->
                List.of(
                        "CREATE VIEW for_ever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                + " SELECT count(*) AS counted FROM n",
                        "CREATE TRIGGER halfway AFTER INSERT ON entries WHEN (SELECT count(*) FROM entries) >= "
                                + HALFWAY + " BEGIN SELECT counted FROM for_ever; END");
            case POSTGRESQL ->
                List.of(
                        "CREATE FUNCTION halfway() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                + " IF (SELECT count(*) FROM entries) >= " + HALFWAY
                                + " THEN PERFORM pg_sleep(600); END IF; RETURN NEW; END $$",
                        "CREATE TRIGGER halfway AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION halfway()");
        };
    }

    /** Whether a transaction stands still: on SQLite nobody else can write for long, PostgreSQL says who sleeps. */
    private static boolean isOpen(Dialect dialect, Jdbi views) {
        return switch (dialect) {
            case SQLITE -> entries(views) > HALFWAY / 2 && !canWrite(views);
            case POSTGRESQL -> number(views, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") > 0;
        };
    }

    private static boolean canWrite(Jdbi sqlite) {
        try (Connection other = DriverManager.getConnection(sqlite.withHandle(
                        handle -> handle.getConnection().getMetaData().getURL()));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 2000");
            statement.execute("BEGIN IMMEDIATE");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> goesOn(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> List.of("DROP TRIGGER halfway", "DROP VIEW for_ever");
            case POSTGRESQL ->
                List.of(
                        // It would notice that its client is gone when it wakes up.
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
                        "DROP TRIGGER halfway ON entries",
                        "DROP FUNCTION halfway");
        };
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
        return number(views, "SELECT count(*) FROM entries");
    }

    private static long number(Jdbi views, String sql) {
        return views.withHandle(handle -> handle.select(sql).mapTo(Long.class).one());
    }
}
