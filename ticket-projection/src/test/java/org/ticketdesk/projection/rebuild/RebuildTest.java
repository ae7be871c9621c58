package org.ticketdesk.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.projection.AppliedListener;
import org.ticketdesk.projection.BusyDesks;
import org.ticketdesk.projection.InAChildJvm;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.ViewsWriter;
import org.ticketdesk.projection.WrittenRows;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.fold.AppliedEntry;

/** Rebuilds on a real broker, a real processor and both databases. */
class RebuildTest {
    private static BusyDesks desks;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path kafka) {
        desks = new BusyDesks(kafka);
        desks.happen(500);
    }

    @AfterAll
    static void stop() {
        desks.close();
    }

    @ParameterizedTest
    @EnumSource
    void K4_aProjectionThatRunsGoesOnWithTheNewViewsWhichEqualThoseOfAnother(Dialect dialect) {
        List<AppliedEntry> told = Collections.synchronizedList(new ArrayList<>());
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        ProjectionConfig other = desks.config(EmptyDatabase.of(Dialect.SQLITE, folder));
        try (Projection projection = Projection.start(config, told::addAll);
                Projection another = Projection.start(other)) {
            desks.awaitAll(projection.database().reader());
            desks.busyWhile(() -> {
                Rebuild.run(config, progress -> {});
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> projection.stats().generation() == 2);
                BusyDesks.pause(300);
            });
            desks.awaitAll(projection.database().reader());
            desks.awaitAll(another.database().reader());
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(
                                    WrittenRows.of(projection.database().reader()))
                            .isEqualTo(WrittenRows.of(another.database().reader())));

            assertThat(projection.ended()).isNotDone();
            assertThat(projection.stats().setAside()).isZero();
            for (int desk = 0; desk < 4; desk++) {
                List<Long> sequences = sequences(told, BusyDesks.name(desk));
                assertThat(sequences)
                        .as("each entry was told of once, in order")
                        .isEqualTo(LongStream.rangeClosed(1, sequences.size())
                                .boxed()
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void K4_listenersHearThatEntriesWereSkippedWhenTheNewViewsAreAheadOfTheOld(Dialect dialect) {
        CountDownLatch replaced = new CountDownLatch(1);
        AtomicInteger skips = new AtomicInteger();
        AppliedListener listener = new AppliedListener() {
            @Override
            public void applied(List<AppliedEntry> entries) {
                try {
                    replaced.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void skipped() {
                skips.incrementAndGet();
            }
        };
        ProjectionConfig config =
                desks.config(EmptyDatabase.of(dialect, folder)).withBatches(50, 100_000);
        try (Projection projection = Projection.start(config, listener)) {
            Jdbi old = projection.database().current().writer();
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> !ViewsWriter.positions(old).isEmpty());
            // Views of no journal are not waited for.
            old.useHandle(handle -> handle.execute("UPDATE projection SET journal = NULL"));
            try {
                Rebuild.run(config, progress -> {});
            } finally {
                replaced.countDown();
            }
            desks.awaitAll(projection.database().reader());
            await().atMost(30, TimeUnit.SECONDS).until(() -> projection.stats().generation() == 2);

            assertThat(skips).hasValue(1);
            assertThat(projection.ended()).isNotDone();
        }
    }

    private static List<Long> sequences(List<AppliedEntry> told, String desk) {
        return List.copyOf(told).stream()
                .map(AppliedEntry::entry)
                .filter(entry -> entry.getDesk().equals(desk))
                .map(JournalEntry::getSequence)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void K4_aProjectionOfAnotherProcessGoesOnWithTheNewViews(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        InAChildJvm child = InAChildJvm.projection(config);
        child.awaitReady();
        try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
            desks.awaitAll(database.reader());
            Rebuild.Report report = Rebuild.run(config, progress -> {});
            desks.happen(20);
            desks.awaitAll(database.reader());

            assertThat(report.generation()).isEqualTo(2);
            assertThat(database.generation().number()).isEqualTo(2);
        } finally {
            child.kill();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRebuildThatIsKilledLeavesTheViewsInUseAndNothingInTheWayOfTheNext(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        desks.whileStill(() -> {
            List<String> rows = desks.projected(config);
            InAChildJvm child = InAChildJvm.rebuildThatHangs(config);
            child.awaitReady();
            child.kill();

            try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(database.generation().number()).isEqualTo(1);
                assertThat(database.generations().existing()).containsExactly(1, 2);
                assertThat(WrittenRows.of(database.reader())).isEqualTo(rows);
            }
            Rebuild.Report report = Rebuild.run(config, progress -> {});
            try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(database.generations().existing()).containsExactly(1, report.generation());
                assertThat(WrittenRows.of(database.reader())).isEqualTo(rows);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRebuildThatFailsRemovesWhatItBegan(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        List<String> rows = desks.projected(config);

        assertThatThrownBy(() -> Rebuild.run(config, progress -> {
                    throw new IllegalStateException("This progress cannot be shown.");
                }))
                .hasMessage("This progress cannot be shown.");
        try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
            assertThat(database.generations().existing()).containsExactly(1);
            assertThat(WrittenRows.of(database.reader())).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRebuildAtTheSameTimeIsRefused(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        List<String> refusals = new ArrayList<>();
        Rebuild.run(config, progress -> {
            if (progress.step() == RebuildProgress.Step.INDEXING) {
                try {
                    Rebuild.run(config, none -> {});
                } catch (ViewsRefusedException e) {
                    refusals.add(e.getMessage());
                }
            }
        });

        assertThat(refusals).hasSize(1).first().asString().startsWith("Another rebuild is building views at ");
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheViewsInUseAndThoseBeforeThemAreKept(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        desks.whileStill(() -> {
            List<String> rows = desks.projected(config);
            for (int i = 0; i < 3; i++) {
                Rebuild.run(config, progress -> {});
            }

            try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(database.generations().existing()).containsExactly(3, 4);
                assertThat(WrittenRows.of(database.reader())).isEqualTo(rows);
            }
        });
    }

    @Test
    void itTellsHowFarItIs() {
        ProjectionConfig config = desks.config(EmptyDatabase.of(Dialect.SQLITE, folder));
        List<RebuildProgress> told = new ArrayList<>();
        Rebuild.Report report = Rebuild.run(config, told::add);

        assertThat(told).extracting(RebuildProgress::step).startsWith(RebuildProgress.Step.APPLYING);
        assertThat(told).extracting(RebuildProgress::step).isSorted();
        assertThat(told).extracting(RebuildProgress::done).isSorted();
        assertThat(told).allSatisfy(progress -> assertThat(progress.done()).isBetween(0L, progress.total()));
        assertThat(told.getLast().step()).isEqualTo(RebuildProgress.Step.DONE);
        assertThat(told.getLast().entries()).isEqualTo(report.entries()).isPositive();
    }

    @Test
    void viewsThatCannotBeReadAnyMoreAreReplaced() {
        ProjectionConfig config = desks.config("jdbc:sqlite:" + folder);
        desks.whileStill(() -> {
            List<String> rows = desks.projected(config);
            writeOver(folder.resolve("views-1.db"));
            Rebuild.run(config, progress -> {});

            try (ViewsDatabase database = ViewsDatabase.open(config.jdbcUrl())) {
                assertThat(WrittenRows.of(database.reader())).isEqualTo(rows);
            }
        });
    }

    private static void writeOver(Path database) {
        try {
            Files.writeString(
                    database, "something else was written over what was a database, and no header is left of it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
