package org.ticketdesk.projection.fold;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;

/** Views in a database of their own, into which records are folded. */
public final class FoldedViews implements AutoCloseable {
    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "desks", "desk",
            "agents", "desk, agent",
            "tickets", "desk, ticket",
            "status_changes", "desk, sequence, fact",
            "entries", "desk, sequence",
            "cycles", "desk, ticket, cycle",
            "assignments", "desk, ticket, assignment",
            "measurements", "desk, at, sequence, position",
            "set_aside", "partition_number, record_offset"));

    private final ViewsDatabase database;
    private final Fold fold;

    private FoldedViews(ViewsDatabase database) {
        this.database = database;
        this.fold = new Fold(Codec.JOURNAL_ENTRY, database.dialect());
    }

    /** Empty views; SQLite's are in the folder. */
    public static FoldedViews empty(Dialect dialect, Path folder) {
        return new FoldedViews(ViewsDatabase.open(EmptyDatabase.of(dialect, folder)));
    }

    /** The database, to query it. */
    public ViewsDatabase database() {
        return database;
    }

    /** Applies records as one batch. */
    public List<AppliedEntry> apply(List<JournalRecord> records) throws EntryAtFault {
        return database.generation().writer().inTransaction(handle -> fold.apply(handle, records));
    }

    /** Applies records in batches of this size. */
    public FoldedViews apply(List<JournalRecord> records, int size) throws EntryAtFault {
        for (int from = 0; from < records.size(); from += size) {
            apply(records.subList(from, Math.min(records.size(), from + size)));
        }
        return this;
    }

    /** Applies records one by one, and sets those aside that are at fault. Gives back why they are. */
    public List<String> applyWhatFits(List<JournalRecord> records) {
        List<String> reasons = new ArrayList<>();
        for (JournalRecord record : records) {
            try {
                apply(List.of(record));
            } catch (EntryAtFault e) {
                reasons.add(e.reason());
                setAside(record, e.reason());
            }
        }
        return reasons;
    }

    /** Sets a record aside. */
    public void setAside(JournalRecord record, String reason) {
        database.generation().writer().useTransaction(handle -> fold.setAside(handle, record, reason));
    }

    /** The rows of a query, each with its columns by name. */
    public List<Map<String, Object>> rows(String sql) {
        return database.reader()
                .withHandle(handle -> handle.createQuery(sql)
                        .map((row, context) -> {
                            Map<String, Object> columns = new TreeMap<>();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                columns.put(row.getMetaData().getColumnLabel(i), plain(row.getObject(i)));
                            }
                            return columns;
                        })
                        .list());
    }

    /** The only row of a query. */
    public Map<String, Object> row(String sql) {
        List<Map<String, Object>> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("Found " + rows.size() + " rows, expected one: " + sql);
        }
        return rows.getFirst();
    }

    /** All rows of all tables of the fold, but for what this machine's clock says. */
    public Map<String, List<Map<String, Object>>> everything() {
        Map<String, List<Map<String, Object>>> all = new TreeMap<>();
        TABLES.forEach((table, key) -> {
            List<Map<String, Object>> rows = rows("SELECT * FROM " + table + " ORDER BY " + key);
            rows.forEach(row -> row.remove("set_aside_at"));
            all.put(table, rows);
        });
        return all;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> "-";
            case Number number -> number.longValue();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value;
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
