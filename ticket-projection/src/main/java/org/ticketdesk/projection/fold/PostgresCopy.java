package org.ticketdesk.projection.fold;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Many rows through PostgreSQL's COPY, in its text format; few in JDBC batches, which take fewer round trips. Rows whose keys may be
 * there go through a temporary table, from which one statement takes them over.
 */
final class PostgresCopy implements TableWriter {
    private static final int FEW = 200;
    private static final int SENT_AT_ONCE = 1 << 16;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcBatches few = new JdbcBatches();

    @Override
    public void append(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.size() < FEW) {
            few.append(connection, table, rows);
        } else {
            copy(connection, table, table.name(), rows);
        }
    }

    @Override
    public void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.size() < FEW) {
            few.upsert(connection, table, rows);
            return;
        }
        String incoming = "incoming_" + table.name();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS " + incoming + " (LIKE " + table.name()
                    + ") ON COMMIT DELETE ROWS");
            copy(connection, table, incoming, rows);
            statement.execute("INSERT INTO " + table.name() + " (" + table.names() + ") SELECT " + table.names()
                    + " FROM " + incoming + " ON CONFLICT " + table.overwrite());
            statement.execute("TRUNCATE " + incoming);
        }
    }

    private static void copy(Connection connection, Table table, String into, List<Object[]> rows) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + into + " (" + table.names() + ") FROM STDIN");
        try {
            StringBuilder text = new StringBuilder(SENT_AT_ONCE + 4_096);
            for (Object[] row : rows) {
                append(text, row);
                if (text.length() >= SENT_AT_ONCE) {
                    send(copy, text);
                }
            }
            send(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static void append(StringBuilder text, Object[] row) {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            switch (row[i]) {
                case null -> text.append("\\N");
                case byte[] bytes -> text.append("\\\\x").append(HEX.formatHex(bytes));
                case String value -> escape(text, value);
                default -> text.append(row[i]);
            }
        }
        text.append('\n');
    }

    private static void escape(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
