package org.ticketdesk.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.AgentAdded;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.DatabaseTrouble;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;

/** Commits of which the answer is lost. */
class ApplierTest {
    private enum Loss {
        NONE,
        BEFORE_THE_COMMIT,
        AFTER_THE_COMMIT
    }

    private final List<Long> told = new ArrayList<>();
    private final List<Long> aside = new ArrayList<>();
    private Loss loss = Loss.NONE;
    private ViewsDatabase database;
    private Applier applier;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = ViewsDatabase.open("jdbc:sqlite:" + folder);
        Jdbi views =
                Jdbi.create(() -> losing(database.generation().writer().open().getConnection()));
        ViewsWriter writer = new ViewsWriter(views, new Fold(Codec.JOURNAL_ENTRY, Dialect.SQLITE), "journal", 0);
        applier = new Applier(
                writer,
                1_000_000,
                entries -> entries.forEach(each -> told.add(each.entry().getSequence())),
                (record, reason) -> aside.add(record.offset()));
        applier.take(records(1, 3));
        applier.step();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<JournalRecord> records(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(sequence -> new JournalRecord(
                        0,
                        10 * sequence,
                        "forged",
                        null,
                        Forged.entry(sequence, new AgentAdded("agent-" + sequence, null))))
                .toList();
    }

    private Connection losing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Loss now = method.getName().equals("commit") ? loss : Loss.NONE;
                    if (now == Loss.BEFORE_THE_COMMIT) {
                        throw new SQLException("The connection is lost");
                    }
                    try {
                        Object answer = method.invoke(connection, arguments);
                        if (now == Loss.AFTER_THE_COMMIT) {
                            throw new SQLException("The connection is lost");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void K5_aCommitThatHappenedThoughItsAnswerWasLostIsToldOfOnceAndNotDoneAgain() {
        loss = Loss.AFTER_THE_COMMIT;
        applier.take(records(4, 5));
        assertThatThrownBy(applier::step).matches(DatabaseTrouble::isBehind);
        loss = Loss.NONE;

        assertThat(applier.resume()).isTrue();
        assertThat(applier.resume()).isTrue();
        assertThat(applier.isDone()).isTrue();
        assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(applier.reached()).isEqualTo(Map.of(0, 51L));
    }

    @Test
    void K5_aCommitThatDidNotHappenIsDoneAgain() {
        loss = Loss.BEFORE_THE_COMMIT;
        applier.take(records(4, 5));
        assertThatThrownBy(applier::step).matches(DatabaseTrouble::isBehind);
        loss = Loss.NONE;

        assertThat(applier.resume()).isTrue();
        assertThat(applier.isDone()).isFalse();
        applier.step();
        assertThat(applier.isDone()).isTrue();
        assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void K1_aRecordWhoseSettingAsideHappenedThoughItsAnswerWasLostIsToldOfOnce() {
        applier.take(List.of(new JournalRecord(0, 40, "forged", null, new byte[0])));
        applier.step();
        loss = Loss.AFTER_THE_COMMIT;
        assertThatThrownBy(applier::step).matches(DatabaseTrouble::isBehind);
        loss = Loss.NONE;

        assertThat(applier.resume()).isTrue();
        assertThat(applier.isDone()).isTrue();
        assertThat(aside).containsExactly(40L);
    }

    @Test
    void rowsThatWerePutBackFromACopyAreNoticed() {
        database.generation().writer().useHandle(handle -> handle.execute("UPDATE positions SET next_offset = 11"));

        assertThat(applier.resume()).isFalse();
    }

    @Test
    void K5_nothingIsAppliedToRowsThatWerePutBackFromACopy() {
        database.generation().writer().useHandle(handle -> handle.execute("UPDATE positions SET next_offset = 11"));
        applier.take(records(4, 5));

        assertThatThrownBy(applier::step).isInstanceOf(MovedException.class);
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    @Test
    void viewsThatWerePutBackFromBeforeThisInstanceTookOverAreItsOwnAgain() {
        database.generation().writer().useHandle(handle -> handle.execute("UPDATE projection SET epoch = epoch - 1"));
        applier.take(records(4, 5));
        assertThatThrownBy(applier::step).isInstanceOf(MovedException.class);

        assertThat(applier.resume()).isTrue();

        applier.step();
        assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void K5_nothingIsAppliedToRowsThatAreGone() {
        database.generation().writer().useHandle(handle -> handle.execute("DELETE FROM positions"));
        applier.take(records(4, 5));

        assertThatThrownBy(applier::step).isInstanceOf(MovedException.class);
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aBatchHasNoMoreBytesThanItMay() {
        int size = records(4, 4).getFirst().value().length;
        Applier bounded = new Applier(
                new ViewsWriter(
                        database.generation().writer(), new Fold(Codec.JOURNAL_ENTRY, Dialect.SQLITE), "journal", 0),
                2 * size,
                entries -> told.add((long) entries.size()),
                (record, reason) -> {});
        told.clear();
        bounded.take(records(4, 8));
        while (!bounded.isDone()) {
            bounded.step();
        }

        assertThat(told).containsExactly(2L, 2L, 1L);
    }
}
