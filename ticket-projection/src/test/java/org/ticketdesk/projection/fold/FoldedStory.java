package org.ticketdesk.projection.fold;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.projection.database.Dialect;

/** A test that tells a story of a desk, folds it in one batch, and looks at rows. Times are relative to the story's beginning. */
abstract class FoldedStory {
    @TempDir
    private Path folder;

    private FoldedViews views;
    private int folded;
    final JournalStory story = JournalStory.story();

    @BeforeEach
    void open() {
        views = FoldedViews.empty(Dialect.SQLITE, folder);
    }

    @AfterEach
    void close() {
        views.close();
    }

    FoldedViews views() {
        return views;
    }

    /** Folds what was said since. */
    private void fold() {
        try {
            views.apply(story.records().subList(folded, story.records().size()));
            folded = story.records().size();
        } catch (EntryAtFault e) {
            throw new AssertionError(e);
        }
    }

    /** Columns of one open cycle of the ticket t; a column that ends in _at or _since is relative. */
    Map<String, Object> cycle(int cycle, String... columns) {
        fold();
        return views.row("SELECT " + relative(columns) + " FROM cycles WHERE ticket = 't' AND cycle = " + cycle);
    }

    /** Columns of one assignment of the ticket t; a column that ends in _at or _since is relative. */
    Map<String, Object> assignment(int assignment, String... columns) {
        fold();
        return views.row(
                "SELECT " + relative(columns) + " FROM assignments WHERE ticket = 't' AND assignment = " + assignment);
    }

    /** Columns of the ticket t; a column that ends in _at or _since is relative. */
    Map<String, Object> ticket(String... columns) {
        fold();
        return views.row("SELECT " + relative(columns) + " FROM tickets WHERE ticket = 't'");
    }

    /** What was measured of the ticket t, in order: {@code at MEASURE measured agent}. */
    List<String> measurements() {
        fold();
        return views
                .rows("SELECT at - " + JournalStory.BEGINNING + " AS at, measure, measured, agent FROM measurements"
                        + " WHERE ticket = 't' ORDER BY at, sequence, position")
                .stream()
                .map(row ->
                        row.get("at") + " " + row.get("measure") + " " + row.get("measured") + " " + row.get("agent"))
                .toList();
    }

    private static String relative(String... columns) {
        return String.join(
                ", ",
                List.of(columns).stream()
                        .map(column -> column.endsWith("_at") || column.endsWith("_since")
                                ? column + " - " + JournalStory.BEGINNING + " AS " + column
                                : column)
                        .toList());
    }
}
