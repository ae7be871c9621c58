package org.ticketdesk.projection.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.Generations;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.fold.Table;

/** One generation of views as it was at one moment, however long it is read. Not thread-safe. */
final class ReadViews implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Connection connection;

    /** Rows in the order of their keys, each an array of its columns' values: a String, a Long, a byte array, or null. */
    final class Rows implements Iterator<Object[]>, AutoCloseable {
        private final Table table;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private boolean hasNext;

        Rows(Table table, String desk) {
            this.table = table;
            try {
                statement = connection.prepareStatement("SELECT " + table.names() + " FROM " + table.name()
                        + (desk == null ? "" : " WHERE desk = ?") + " ORDER BY " + table.keys());
                if (desk != null) {
                    statement.setString(1, desk);
                }
                statement.setFetchSize(ROWS_AT_ONCE);
                rows = statement.executeQuery();
                hasNext = rows.next();
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        @Override
        public boolean hasNext() {
            return hasNext;
        }

        @Override
        public Object[] next() {
            if (!hasNext) {
                throw new NoSuchElementException("There are no more rows of " + table.name());
            }
            try {
                Object[] row = new Object[table.columns().size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(i);
                }
                hasNext = rows.next();
                return row;
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        private Object value(int column) throws SQLException {
            return switch (table.columns().get(column).type()) {
                case Types.BIGINT -> {
                    long number = rows.getLong(column + 1);
                    yield rows.wasNull() ? null : (Object) number;
                }
                case Types.BINARY -> rows.getBytes(column + 1);
                default -> rows.getString(column + 1);
            };
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }
    }

    ReadViews(Generations generations, int number) {
        try {
            DataSource source = generations.connections(number, Generations.Use.READ);
            connection = source.getConnection();
            if (generations.dialect() == Dialect.POSTGRESQL) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            // The first query takes the snapshot, which lasts until this is closed.
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** How far each desk was applied. */
    Map<String, Long> sequences() {
        Map<String, Long> sequences = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT desk, sequence FROM desks");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                sequences.put(rows.getString(1), rows.getLong(2));
            }
            return sequences;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Why records were set aside: the first reason of each desk. */
    Map<String, String> setAside() {
        Map<String, String> reasons = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT desk, reason FROM set_aside ORDER BY partition_number, record_offset");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reasons.putIfAbsent(rows.getString(1), rows.getString(2));
            }
            return reasons;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The rows of a table; of one desk alone, where one is named. */
    Rows rows(Table table, String desk) {
        return new Rows(table, desk);
    }

    private static ViewsRefusedException unreadable(SQLException e) {
        return new ViewsRefusedException("The views cannot be read: " + e.getMessage() + ".", e);
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }
}
