package org.ticketdesk.projection.fold;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The cells of a result's row, read one after the other in the order of {@link Table#columns()}. */
final class Cells {
    private final ResultSet row;
    private int column;

    /** Begins at a column, from 1. */
    Cells(ResultSet row, int first) {
        this.row = row;
        this.column = first - 1;
    }

    String text() throws SQLException {
        return row.getString(++column);
    }

    long number() throws SQLException {
        return row.getLong(++column);
    }

    Long numberOrNull() throws SQLException {
        long value = row.getLong(++column);
        return row.wasNull() ? null : value;
    }

    Integer integerOrNull() throws SQLException {
        int value = row.getInt(++column);
        return row.wasNull() ? null : value;
    }
}
