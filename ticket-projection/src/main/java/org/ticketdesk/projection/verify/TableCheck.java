package org.ticketdesk.projection.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.StringJoiner;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Findings;
import org.ticketdesk.projection.fold.Table;

/** Compares a table of two views row by row, in the order of its key. Both are read once, and nothing is kept. */
final class TableCheck {
    private final Table table;
    private final Findings findings;
    private long compared;

    TableCheck(Table table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    /** Compares, and says how many rows of the views there were. */
    long compare(ReadViews.Rows expected, ReadViews.Rows found) {
        Object[] must = next(expected);
        Object[] is = next(found);
        while (must != null || is != null) {
            int order = must == null ? 1 : is == null ? -1 : byKey(must, is);
            if (order < 0) {
                differs(must, "the row", "one", "missing");
                must = next(expected);
            } else if (order > 0) {
                differs(is, "the row", "none", "there");
                compared++;
                is = next(found);
            } else {
                compare(must, is);
                compared++;
                must = next(expected);
                is = next(found);
            }
        }
        return compared;
    }

    private static Object[] next(ReadViews.Rows rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    private int byKey(Object[] one, Object[] other) {
        for (int i = 0; i < table.keyed(); i++) {
            int order = one[i] instanceof Long number
                    ? Long.compare(number, (Long) other[i])
                    : Arrays.compareUnsigned(bytes(one[i]), bytes(other[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static byte[] bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    private void compare(Object[] must, Object[] is) {
        for (int i = table.keyed(); i < must.length; i++) {
            if (!Objects.deepEquals(must[i], is[i])) {
                differs(must, table.columns().get(i).name(), text(must[i]), text(is[i]));
                return;
            }
        }
    }

    private void differs(Object[] row, String field, String expected, String found) {
        StringJoiner key = new StringJoiner(", ");
        for (int i = 1; i < table.keyed(); i++) {
            key.add(table.columns().get(i).name() + ' ' + row[i]);
        }
        findings.add(new Finding(
                (String) row[0],
                table.name(),
                -1,
                null,
                value(row, "sequence"),
                value(row, "at"),
                key.length() == 0 ? field : key + ": " + field,
                expected,
                found));
    }

    private Long value(Object[] row, String column) {
        for (int i = 0; i < row.length; i++) {
            if (table.columns().get(i).name().equals(column)) {
                return (Long) row[i];
            }
        }
        return null;
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }
}
