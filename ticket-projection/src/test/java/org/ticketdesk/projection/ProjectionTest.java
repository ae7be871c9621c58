package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.fold.AppliedEntry;

/** The projection on a real broker, a real processor and both databases. */
class ProjectionTest {
    private static BusyDesks desks;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path kafka) {
        desks = new BusyDesks(kafka);
        desks.happen(300);
    }

    @AfterAll
    static void stop() {
        desks.close();
    }

    @ParameterizedTest
    @EnumSource
    void K5_rowsAndPositionsMoveTogether(Dialect dialect) {
        List<Map<Integer, Long>> positions = new ArrayList<>();
        List<Map<Integer, Long>> entries = new ArrayList<>();
        try (Projection projection =
                Projection.start(desks.config(EmptyDatabase.of(dialect, folder)).withBatches(37, 1_000_000))) {
            desks.busyWhile(() -> {
                for (int i = 0; i < 200; i++) {
                    snapshot(projection.database().reader(), positions, entries);
                    BusyDesks.pause(5);
                }
            });
            desks.awaitAll(projection.database().reader());
            snapshot(projection.database().reader(), positions, entries);
        }
        Map<Integer, List<Long>> journal = desks.journal();

        assertThat(positions).hasSizeGreaterThan(200);
        for (int i = 0; i < positions.size(); i++) {
            Map<Integer, Long> before = new TreeMap<>();
            positions
                    .get(i)
                    .forEach((partition, next) -> before.put(
                            partition,
                            journal.get(partition).stream()
                                    .filter(offset -> offset < next)
                                    .count()));
            assertThat(entries.get(i)).isEqualTo(before);
        }
        assertThat(positions.stream().distinct()).hasSizeGreaterThan(10);
    }

    private static void snapshot(Jdbi views, List<Map<Integer, Long>> positions, List<Map<Integer, Long>> entries) {
        views.useTransaction(TransactionIsolationLevel.SERIALIZABLE, handle -> {
            positions.add(numbers(handle, "SELECT partition_number, next_offset FROM positions"));
            entries.add(
                    numbers(
                            handle,
                            "SELECT partition_number, count(*) FROM entries JOIN desks ON desks.desk = entries.desk GROUP BY partition_number"));
        });
    }

    private static Map<Integer, Long> numbers(Handle handle, String sql) {
        Map<Integer, Long> numbers = new TreeMap<>();
        handle.select(sql)
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }

    @ParameterizedTest
    @EnumSource
    void K5_whatADatabaseHasLostIsAppliedAgain(Dialect dialect) {
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(dialect, folder)));
                Projection another = Projection.start(desks.config(EmptyDatabase.of(Dialect.SQLITE, folder)))) {
            desks.awaitAll(projection.database().reader());
            WrittenRows.lose(projection.database().generation().writer());

            desks.awaitAll(projection.database().reader());
            desks.awaitAll(another.database().reader());
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(
                                    WrittenRows.of(projection.database().reader()))
                            .isEqualTo(WrittenRows.of(another.database().reader())));
        }
    }

    @Test
    void bothDatabasesHoldTheSameRows() {
        try (Projection sqlite = Projection.start(desks.config(EmptyDatabase.of(Dialect.SQLITE, folder)));
                Projection postgres = Projection.start(desks.config(EmptyDatabase.of(Dialect.POSTGRESQL, folder))
                        .withBatches(100, 10_000))) {
            desks.awaitAll(sqlite.database().reader());
            desks.awaitAll(postgres.database().reader());
            desks.awaitAll(sqlite.database().reader());
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(WrittenRows.of(postgres.database().reader()))
                                    .isEqualTo(WrittenRows.of(sqlite.database().reader())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aViewOfStatusesBuiltFromTheStatusTopicAloneEqualsTheProjections(Dialect dialect) {
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(dialect, folder)))) {
            Jdbi views = projection.database().reader();
            desks.awaitAll(views);
            Map<String, String> told = new TreeMap<>();
            List<String> changes = new ArrayList<>();
            try (StatusFeed feed = StatusFeed.fromBeginning(desks.clients())) {
                StatusFeed.Batch batch;
                do {
                    batch = feed.poll(Duration.ofMillis(100));
                    for (TicketStatusChanged change : batch.changes()) {
                        told.put(change.getDesk() + "/" + change.getTicket(), status(change));
                        changes.add(change(change));
                    }
                } while (!batch.caughtUp());
            }
            Collections.sort(changes);

            assertThat(changes).isNotEmpty();
            assertThat(statuses(views)).isEqualTo(told);
            assertThat(changes(views)).isEqualTo(changes);
        }
    }

    private static String status(TicketStatusChanged change) {
        return change.getTo() + " since " + change.getAt().toEpochMilli();
    }

    private static String change(TicketStatusChanged change) {
        return Stream.of(
                        change.getDesk(),
                        change.getSequence(),
                        change.getIndex(),
                        change.getTicket(),
                        change.getAt().toEpochMilli(),
                        change.getFrom(),
                        change.getTo(),
                        change.getRow(),
                        change.getSince() == null ? null : change.getSince().toEpochMilli(),
                        change.getAssignee(),
                        change.getPreviousAssignee(),
                        change.getCustomer(),
                        change.getChannel(),
                        change.getPriority(),
                        change.getActionId(),
                        change.getActorRole(),
                        change.getActorId(),
                        change.getActionType(),
                        change.getRules())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> statuses(Jdbi views) {
        Map<String, String> statuses = new TreeMap<>();
        views.useHandle(handle -> handle.select("SELECT desk, ticket, status, status_since FROM tickets")
                .map((row, context) -> Map.entry(
                        row.getString(1) + "/" + row.getString(2), row.getString(3) + " since " + row.getLong(4)))
                .forEach(ticket -> statuses.put(ticket.getKey(), ticket.getValue())));
        return statuses;
    }

    private static List<String> changes(Jdbi views) {
        return views.withHandle(handle -> handle
                .select("SELECT desk, sequence, fact, ticket, at, from_status, to_status, row_id, since, assignee,"
                        + " previous_assignee, customer, channel, priority, action_id, actor_role, actor_id,"
                        + " action_type, rules FROM status_changes")
                .map((row, context) -> {
                    List<String> fields = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        fields.add(String.valueOf(row.getString(i)));
                    }
                    return String.join(" ", fields);
                })
                .stream()
                .sorted()
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void K5_theProjectionThatWasStartedLastWritesAndTheOtherSaysSo(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        try (Projection first = Projection.start(config);
                Projection second = Projection.start(config)) {
            desks.awaitAll(second.database().reader());

            assertThatThrownBy(() -> first.ended().get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ProjectionRefusedException.class)
                    .hasMessageStartingWith("Another projection has taken over these views, ");
            assertThat(second.ended()).isNotDone();
            desks.awaitAll(second.database().reader());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listenersAreToldOfEachEntryOnceInOrderWhenTheViewsHaveIt(Dialect dialect) {
        List<AppliedEntry> told = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Jdbi> views = new AtomicReference<>();
        List<Long> missing = Collections.synchronizedList(new ArrayList<>());
        AppliedListener listener = entries -> {
            told.addAll(entries);
            if (views.get() != null) {
                AppliedEntry last = entries.getLast();
                if (sequence(views.get(), last.entry().getDesk()) < last.entry().getSequence()) {
                    missing.add(last.entry().getSequence());
                }
            }
        };
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(dialect, folder)), listener)) {
            views.set(projection.database().reader());
            desks.happen(50);
            desks.awaitAll(views.get());
            long entries = projection.stats().applied();
            await().until(() -> told.size() >= entries);

            assertThat(missing).isEmpty();
            for (int desk = 0; desk < 4; desk++) {
                String name = BusyDesks.name(desk);
                List<Long> sequences = List.copyOf(told).stream()
                        .map(AppliedEntry::entry)
                        .filter(entry -> entry.getDesk().equals(name))
                        .map(JournalEntry::getSequence)
                        .toList();
                assertThat(sequences)
                        .isEqualTo(LongStream.rangeClosed(1, sequences.size())
                                .boxed()
                                .toList());
            }
        }
    }

    private static long sequence(Jdbi views, String desk) {
        return views.withHandle(handle -> handle.select("SELECT sequence FROM desks WHERE desk = ?", desk)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatFailsHoldsNothingUp(Dialect dialect) {
        AtomicBoolean failed = new AtomicBoolean();
        AppliedListener failing = entries -> {
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("A listener that fails, as this test wants it to.");
            }
        };
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(dialect, folder)), failing)) {
            desks.awaitAll(projection.database().reader());

            assertThat(failed).isTrue();
            assertThat(projection.ended()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProjectionGoesOnWhereItWas(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        try (Projection projection = Projection.start(config)) {
            desks.awaitAll(projection.database().reader());
        }
        try (Projection projection = Projection.start(config)) {
            desks.happen(10);
            desks.awaitAll(projection.database().reader());

            assertThat(projection.stats().applied()).isBetween(44L, 60L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsAwayIsWaitedFor(Dialect dialect) {
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(dialect, folder)))) {
            Jdbi writer = projection.database().generation().writer();
            desks.awaitAll(projection.database().reader());
            writer.useHandle(handle -> handle.execute("ALTER TABLE entries RENAME TO elsewhere"));
            desks.happen(10);
            await().atMost(30, TimeUnit.SECONDS).until(() -> projection.stats().troubles() >= 3);
            String problem = projection.stats().lastProblem();
            writer.useHandle(handle -> handle.execute("ALTER TABLE elsewhere RENAME TO entries"));
            desks.awaitAll(projection.database().reader());

            assertThat(problem).contains("entries");
            assertThat(projection.ended()).isNotDone();
            assertThat(projection.stats().setAside()).isZero();
        }
    }

    @Test
    void aServerThatDropsItsConnectionsAndTakesNoOthersIsWaitedFor() {
        String url = EmptyDatabase.of(Dialect.POSTGRESQL, folder);
        try (Projection projection = Projection.start(desks.config(url))) {
            desks.awaitAll(projection.database().reader());
            EmptyDatabase.shut(url);
            desks.happen(10);
            await().atMost(60, TimeUnit.SECONDS).until(() -> projection.stats().troubles() >= 2);
            EmptyDatabase.reopen(url);
            desks.awaitAll(projection.database().reader());

            assertThat(projection.ended()).isNotDone();
            assertThat(projection.stats().setAside()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatAreAheadOfTheJournalAreRefused(Dialect dialect) {
        ProjectionConfig config = desks.config(EmptyDatabase.of(dialect, folder));
        try (Projection projection = Projection.start(config)) {
            desks.awaitAll(projection.database().reader());
            projection
                    .database()
                    .generation()
                    .writer()
                    .useHandle(handle -> handle.execute("UPDATE positions SET next_offset = 99999999"));
        }

        assertThatThrownBy(() -> Projection.start(config))
                .isInstanceOf(ProjectionRefusedException.class)
                .hasMessageContaining("up to offset 99999999, and the journal has 0 to ")
                .hasMessageEndingWith("Build them anew with `desk rebuild`.");
    }

    @Test
    void itSaysWhenItHasCaughtUp() {
        try (Projection projection = Projection.start(desks.config(EmptyDatabase.of(Dialect.SQLITE, folder)))) {
            desks.awaitAll(projection.database().reader());

            await().atMost(30, TimeUnit.SECONDS).until(() -> projection.stats().caughtUp());
            assertThat(projection.stats().lastProblem()).isNull();
            assertThat(projection.stats().batches()).isPositive();
        }
    }
}
