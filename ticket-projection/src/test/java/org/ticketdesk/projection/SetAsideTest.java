package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.events.AgentAdded;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.rebuild.Rebuild;

/** Records in the journal that cannot be applied, between others that can. */
class SetAsideTest {
    private static BusyDesks desks;
    private static RecordMetadata garbage;
    private static RecordMetadata contradiction;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path kafka) {
        desks = new BusyDesks(kafka);
        desks.happen(100);
        garbage = desks.forge("desk-0", "no entry".getBytes(StandardCharsets.US_ASCII));
        desks.forge("forged", Forged.entry(1, new AgentAdded("ann", null)));
        contradiction = desks.forge(
                "forged", Forged.entry(2, new StatusChanged("never-opened", Status.ACTIVE, Status.CLOSED, "R5", null)));
        desks.forge("forged", Forged.entry(3, new AgentAdded("bob", null)));
        desks.happen(100);
        desks.stopDeciding();
    }

    @AfterAll
    static void stop() {
        desks.close();
    }

    @ParameterizedTest
    @EnumSource
    void K1_aRecordThatCannotBeAppliedIsSetAsideAndTheRestGoesOn(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        AtomicInteger skips = new AtomicInteger();
        AppliedListener listener = new AppliedListener() {
            @Override
            public void applied(List<AppliedEntry> entries) {}

            @Override
            public void skipped() {
                skips.incrementAndGet();
            }
        };
        try (Projection projection = Projection.start(config, listener)) {
            Jdbi views = projection.database().reader();
            desks.awaitWholeJournal(views);

            assertThat(setAside(views)).containsExactlyInAnyOrder(place(garbage), place(contradiction));
            assertThat(strings(views, "SELECT agent FROM agents WHERE desk = 'forged' ORDER BY agent"))
                    .containsExactly("ann", "bob");
            assertThat(strings(views, "SELECT sequence FROM desks WHERE desk = 'forged'"))
                    .containsExactly("3");
            assertThat(projection.stats().setAside()).isEqualTo(2);
            assertThat(skips).hasValue(2);
            assertThat(projection.stats().lastProblem()).contains("is set aside: ");
            assertThat(projection.ended()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void K1_aRebuildSetsTheSameRecordsAside(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        List<String> rows = desks.projected(config.withBatches(7, 100_000));
        Rebuild.Report report = Rebuild.run(config, progress -> {});

        assertThat(report.setAside()).isEqualTo(2);
        try (ViewsDatabase rebuilt = ViewsDatabase.open(config.jdbcUrl())) {
            assertThat(WrittenRows.of(rebuilt.reader())).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void K1_whereTheDatabaseRefusesABatchTheRecordAtFaultAloneIsSetAside(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
            database.generation().writer().useHandle(handle -> handle.execute(refusing(dialect, "forged-3")));
        }
        try (Projection projection = Projection.start(config)) {
            Jdbi views = projection.database().reader();
            desks.awaitWholeJournal(views);

            assertThat(projection.stats().setAside()).isEqualTo(3);
            assertThat(strings(views, "SELECT sequence FROM set_aside WHERE desk = 'forged' ORDER BY sequence"))
                    .containsExactly("2", "3");
            assertThat(strings(views, "SELECT action_id FROM entries WHERE desk = 'forged'"))
                    .containsExactly("forged-1");
        }
    }

    private static String refusing(Dialect dialect, String action) {
        return switch (dialect) {
            case SQLITE ->
                "CREATE TRIGGER refusing BEFORE INSERT ON entries WHEN NEW.action_id = '" + action
                        + "' BEGIN SELECT RAISE(ABORT, 'not this one'); END";
            case POSTGRESQL -> "ALTER TABLE entries ADD CONSTRAINT refusing CHECK (action_id <> '" + action + "')";
        };
    }

    private static List<String> setAside(Jdbi views) {
        return strings(views, "SELECT partition_number || ' ' || record_offset FROM set_aside");
    }

    private static String place(RecordMetadata record) {
        return record.partition() + " " + record.offset();
    }

    private static List<String> strings(Jdbi views, String sql) {
        return views.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
