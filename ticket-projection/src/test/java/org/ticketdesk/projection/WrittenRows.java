package org.ticketdesk.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Every row of the views as a line of text, in the order of the keys, so that two views can be compared, of whichever database. */
public final class WrittenRows {
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("positions", "partition_number");
        KEYS.put("desks", "desk");
        KEYS.put("agents", "desk, agent");
        KEYS.put("tickets", "desk, ticket");
        KEYS.put("status_changes", "desk, sequence, fact");
        KEYS.put("entries", "desk, sequence");
        KEYS.put("cycles", "desk, ticket, cycle");
        KEYS.put("assignments", "desk, ticket, assignment");
        KEYS.put("measurements", "desk, at, sequence, position");
        KEYS.put("set_aside", "partition_number, record_offset");
    }

    private WrittenRows() {}

    /** Empties the views, as if the database had lost all that was written: who may write is not forgotten. */
    public static void lose(Jdbi views) {
        views.useTransaction(handle -> KEYS.keySet().forEach(table -> handle.execute("DELETE FROM " + table)));
    }

    /** All rows, from one snapshot; without the time at which a record was set aside, which is this machine's. */
    public static List<String> of(Jdbi views) {
        return views.withHandle(handle -> {
            List<String> rows = new ArrayList<>();
            rows.addAll(read(handle, "projection", "SELECT journal, retired FROM projection"));
            KEYS.forEach(
                    (table, key) -> rows.addAll(read(handle, table, "SELECT * FROM " + table + " ORDER BY " + key)));
            return rows;
        });
    }

    private static List<String> read(Handle handle, String table, String sql) {
        return handle.select(sql).map((row, context) -> table + line(row)).list();
    }

    private static String line(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnName(i);
            if (!column.equals("set_aside_at")) {
                line.append(' ').append(column).append('=').append(text(row.getObject(i)));
            }
        }
        return line.toString();
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Number number -> Long.toString(number.longValue());
            default -> value.toString();
        };
    }
}
