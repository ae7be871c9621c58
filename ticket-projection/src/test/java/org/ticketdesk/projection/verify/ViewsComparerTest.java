package org.ticketdesk.projection.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Findings;
import org.ticketdesk.audit.verify.Since;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;
import org.ticketdesk.projection.fold.JournalStory;

/** Views that say anything else than the journal are found, with table, key and column, on either database. */
class ViewsComparerTest {
    private static final int LINES = 400;

    @TempDir
    private Path folder;

    private final List<JournalRecord> sales = story("sales", 1);
    private final List<JournalRecord> help = story("help", 2);

    private static List<JournalRecord> story(String desk, int seed) {
        return JournalStory.of(desk, 0)
                .told(RandomStories.of(seed, 5, 30).next(LINES))
                .records();
    }

    private String written(Dialect dialect, int lines, String... forgeries) throws EntryAtFault {
        String url = EmptyDatabase.of(dialect, folder);
        try (ViewsDatabase views = ViewsDatabase.open(url)) {
            Fold fold = new Fold(Codec.JOURNAL_ENTRY, dialect);
            views.generation().writer().useTransaction(handle -> {
                fold.apply(handle, sales.subList(0, lines));
                fold.apply(handle, help.subList(0, lines));
                for (String forgery : forgeries) {
                    handle.execute(forgery);
                }
            });
        }
        return url;
    }

    private List<Finding> compared(String url) {
        try (ViewsComparer comparer = ViewsComparer.open(url, Map.of(), null, SchemaSource.NONE)) {
            give(comparer, sales);
            give(comparer, help);
            Findings findings = new Findings(null, new Since.Beginning());
            assertThat(comparer.compare(findings)).contains(" rows of the views at ");
            return findings.all();
        }
    }

    private static void give(ViewsComparer comparer, List<JournalRecord> records) {
        for (int i = 0; i < records.size(); i++) {
            JournalRecord record = records.get(i);
            int slash = record.subject().indexOf('/');
            String ticket = slash < 0 ? null : record.subject().substring(slash + 1);
            comparer.next(0, record.desk(), ticket, i + 1L, record.value());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAProjectionHasWrittenIsSound(Dialect dialect) throws EntryAtFault {
        assertThat(compared(written(dialect, LINES))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatAreBehindAreComparedUpToWhereTheyAre(Dialect dialect) throws EntryAtFault {
        assertThat(compared(written(dialect, LINES / 2))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCellThatWasAlteredIsNamed(Dialect dialect) throws EntryAtFault {
        String url = written(
                dialect,
                LINES,
                "UPDATE tickets SET customer = 'mallory' WHERE desk = 'sales' AND ticket ="
                        + " (SELECT min(ticket) FROM tickets WHERE desk = 'sales')");

        List<Finding> findings = compared(url);

        assertThat(findings).hasSize(1);
        Finding finding = findings.getFirst();
        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.topic()).isEqualTo("tickets");
        assertThat(finding.field()).startsWith("ticket t-").endsWith(": customer");
        assertThat(finding.found()).isEqualTo("mallory");
        assertThat(finding.expected()).startsWith("c-");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsMissingAndARowThatIsTooManyAreNamedEachAtItsDesk(Dialect dialect) throws EntryAtFault {
        String url = written(
                dialect,
                LINES,
                "DELETE FROM entries WHERE desk = 'sales' AND sequence = 17",
                "INSERT INTO agents (desk, agent, presence, presence_since, joined_at, sequence)"
                        + " VALUES ('help', 'mallory', 'ONLINE', 1, 1, 1)");

        List<Finding> findings = compared(url);

        assertThat(findings).extracting(Finding::desk).containsExactlyInAnyOrder("sales", "help");
        assertThat(findings)
                .extracting(Finding::sentence)
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("desk sales: entries, sequence 17: sequence 17: the row is missing; expected one."));
        assertThat(findings)
                .extracting(Finding::sentence)
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("desk help: agents, sequence 1: agent mallory: the row is there; expected none."));
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatAreAheadOfTheJournalAreNamed(Dialect dialect) throws EntryAtFault {
        String url = written(dialect, LINES, "UPDATE desks SET sequence = 1000 WHERE desk = 'sales'");

        assertThat(compared(url)).extracting(Finding::found).containsExactly("1000");
    }

    @Test
    void aPlaceWithoutViewsIsRefused() {
        assertThatThrownBy(() -> ViewsComparer.open(
                        "jdbc:sqlite:" + folder.resolve("nothing"), Map.of(), null, SchemaSource.NONE))
                .isInstanceOf(ViewsRefusedException.class)
                .hasMessageContaining("no views");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }
}
