package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Rows in JDBC batches: for every database. */
final class JdbcBatches implements TableWriter {
    private static final int AT_ONCE = 1_000;

    @Override
    public void append(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        write(connection, table, table.insert(), rows);
    }

    @Override
    public void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        write(connection, table, table.upsert(), rows);
    }

    private static void write(Connection connection, Table table, String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (Object[] row : rows) {
                bind(statement, table, row);
                statement.addBatch();
                if (++waiting == AT_ONCE) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement statement, Table table, Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            switch (row[i]) {
                case null -> statement.setNull(i + 1, table.columns().get(i).type());
                case String text -> statement.setString(i + 1, text);
                case Number number -> statement.setLong(i + 1, number.longValue());
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                default ->
                    throw new IllegalArgumentException("Found a "
                            + row[i].getClass().getName() + " for "
                            + table.columns().get(i).name() + " of " + table.name()
                            + "; expected text, a number or bytes");
            }
        }
    }
}
