package org.ticketdesk.projection.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsDatabaseTest {
    private static final String EPOCH = "SELECT epoch FROM projection";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anEmptyPlaceGetsItsFirstGeneration(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            assertThat(database.generation().number()).isEqualTo(1);
            assertThat(number(database, EPOCH)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenIsThereWhenTheViewsAreOpenedAgain(Dialect dialect) {
        String url = EmptyDatabase.of(dialect, folder);
        try (ViewsDatabase database = ViewsDatabase.open(url)) {
            database.generation().writer().useHandle(handle -> handle.execute("UPDATE projection SET epoch = 7"));
        }
        try (ViewsDatabase database = ViewsDatabase.open(url)) {
            assertThat(number(database, EPOCH)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersChangeNothing(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            assertThatThrownBy(() ->
                            database.reader().useHandle(handle -> handle.execute("UPDATE projection SET epoch = 7")))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textsCompareByTheirBytes(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            database.generation()
                    .writer()
                    .useHandle(handle -> List.of("a", "B", "_", "b-", "b")
                            .forEach(desk -> handle.execute(
                                    "INSERT INTO desks (desk, partition_number, sequence, at, rules) VALUES (?, 0, 1, 1, 1)",
                                    desk)));

            List<String> desks = database.reader()
                    .withHandle(handle -> handle.select("SELECT desk FROM desks ORDER BY desk")
                            .mapTo(String.class)
                            .list());

            assertThat(desks).containsExactly("B", "_", "a", "b", "b-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersFollowToAnotherGeneration(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            Generations generations = database.generations();
            int next = generations.next();
            Migrations.tables(generations, next);
            Migrations.indexes(generations, next);
            database.generation().writer().useTransaction(handle -> generations.use(next, handle));
            database.look();

            assertThat(next).isEqualTo(2);
            assertThat(database.generation().number()).isEqualTo(2);
            assertThat(number(database, EPOCH)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoReadsWhileTheGenerationChangesReadsToTheEnd(Dialect dialect) throws InterruptedException {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            Generations generations = database.generations();
            database.reader().useHandle(reading -> {
                int next = generations.next();
                Migrations.tables(generations, next);
                database.generation().writer().useTransaction(handle -> generations.use(next, handle));
                database.look();
                Thread.sleep(1_500);

                assertThat(reading.select(EPOCH).mapTo(Integer.class).one()).isZero();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLooksWhichViewsAreInUseDoesNotWaitForReadersOrTheWriter(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            List<Handle> busy = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                busy.add(database.reader().open());
            }
            busy.add(database.current().writer().open());

            assertThat(database.look()).isSameAs(database.current());
            busy.forEach(Handle::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void K4_viewsThatAreInUseAreKeptThoughReplacingTheOthersFailedInTheEnd(Dialect dialect) {
        String url = EmptyDatabase.of(dialect, folder);
        Generations generations = Generations.at(url, Map.of());

        assertThatThrownBy(() -> {
                    try (NewGeneration next = NewGeneration.begin(generations)) {
                        next.index();
                        next.replace(former -> {
                            generations.use(next.number(), former);
                            throw new IllegalStateException("The end fails, as this test wants it to.");
                        });
                    }
                })
                .hasMessage("The end fails, as this test wants it to.");
        assertThat(generations.existing()).contains(generations.inUse());
        try (ViewsDatabase database = ViewsDatabase.open(url)) {
            assertThat(number(database, EPOCH)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneAtATimeMayBuild(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder))) {
            Generations generations = database.generations();
            Generations.Held first = generations.lockForBuilding().orElseThrow();

            assertThat(generations.lockForBuilding()).isEmpty();
            first.close();
            assertThat(generations.lockForBuilding()).isPresent().get().satisfies(Generations.Held::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalMayOpenAnEmptyPlaceAtOnce(Dialect dialect) {
        String url = EmptyDatabase.of(dialect, folder);
        List<CompletableFuture<ViewsDatabase>> opening = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ViewsDatabase.open(url)))
                .toList();

        assertThat(opening)
                .extracting(CompletableFuture::join)
                .allSatisfy(database -> assertThat(number(database, EPOCH)).isZero());
        opening.forEach(database -> database.join().close());
    }

    @Test
    void aFileWhereTheFolderShouldBeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("views"), "text");

        assertThatThrownBy(() -> ViewsDatabase.open("jdbc:sqlite:" + file))
                .isInstanceOf(ViewsRefusedException.class)
                .hasMessage("Found a file at " + file
                        + "; expected a folder for the views, or nothing: name another place.");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Files.writeString(
                folder.resolve("views-1.db"),
                "no database, but longer than its header would be, and then some more of it");

        assertThatThrownBy(() -> ViewsDatabase.open("jdbc:sqlite:" + folder))
                .isInstanceOf(ViewsRefusedException.class)
                .hasMessageContaining("The tables of the views cannot be made at " + folder)
                .hasMessageContaining("file is not a database");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutThePassword() {
        assertThatThrownBy(() -> ViewsDatabase.open("jdbc:postgresql://127.0.0.1:1/views?user=u&password=hush"))
                .isInstanceOf(ViewsRefusedException.class)
                .hasMessageStartingWith("The database jdbc:postgresql://127.0.0.1:1/views does not serve: ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void anotherDatabaseIsRefused() {
        assertThatThrownBy(() -> ViewsDatabase.open("jdbc:mysql://localhost/views"))
                .isInstanceOf(ViewsRefusedException.class)
                .hasMessage("Found the database URL jdbc:mysql://localhost/views; expected jdbc:sqlite:FOLDER or"
                        + " jdbc:postgresql://HOST:PORT/DATABASE.");
    }

    private static int number(ViewsDatabase database, String sql) {
        return database.reader()
                .withHandle(handle -> handle.select(sql).mapTo(Integer.class).one());
    }
}
