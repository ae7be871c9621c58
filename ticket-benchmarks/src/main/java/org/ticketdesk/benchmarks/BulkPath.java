package org.ticketdesk.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.ticketdesk.projection.database.Generations;
import org.ticketdesk.projection.database.Migrations;

/**
 * The peer of a rebuild: the very rows that it made, kept in memory and written by the database's own bulk path, with nothing read,
 * decoded or folded. PostgreSQL's is COPY; SQLite's is a prepared INSERT in the order of the key, in one transaction without a
 * journal. The indexes are made afterwards, as a rebuild does. Not thread-safe.
 */
abstract sealed class BulkPath {
    private static final List<String> TABLES =
            List.of("desks", "agents", "tickets", "status_changes", "entries", "cycles", "assignments", "measurements");

    private final Generations generations;

    private BulkPath(Generations generations) {
        this.generations = generations;
    }

    /** Takes the rows of a generation into memory. */
    static BulkPath of(Generations generations, int number) throws SQLException, IOException {
        try (Connection from =
                generations.connections(number, Generations.Use.READ).getConnection()) {
            return switch (generations.dialect()) {
                case SQLITE -> new Inserts(generations, from);
                case POSTGRESQL -> new Copies(generations, from);
            };
        }
    }

    /** Writes them into a generation that is new. */
    final void write() throws SQLException, IOException {
        int number = generations.next();
        Migrations.tables(generations, number);
        try (Connection to =
                generations.connections(number, Generations.Use.BUILD).getConnection()) {
            to.setAutoCommit(false);
            write(to);
            to.commit();
        }
        Migrations.indexes(generations, number);
        generations.drop(number);
    }

    /** How many rows there are. */
    abstract long rows();

    abstract void write(Connection to) throws SQLException, IOException;

    private static String inOrder(String table) {
        return "SELECT * FROM " + table + " ORDER BY "
                + switch (table) {
                    case "desks" -> "desk";
                    case "agents" -> "desk, agent";
                    case "tickets" -> "desk, ticket";
                    case "status_changes" -> "desk, sequence, fact";
                    case "entries" -> "desk, sequence";
                    case "cycles" -> "desk, ticket, cycle";
                    case "assignments" -> "desk, ticket, assignment";
                    case "measurements" -> "desk, at, sequence, position";
                    default -> throw new IllegalArgumentException(table);
                };
    }

    private static final class Inserts extends BulkPath {
        private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();

        Inserts(Generations generations, Connection from) throws SQLException {
            super(generations);
            for (String table : TABLES) {
                List<Object[]> all = new ArrayList<>();
                try (Statement statement = from.createStatement();
                        ResultSet found = statement.executeQuery(inOrder(table))) {
                    int columns = found.getMetaData().getColumnCount();
                    while (found.next()) {
                        Object[] row = new Object[columns];
                        for (int i = 0; i < columns; i++) {
                            row[i] = found.getObject(i + 1);
                        }
                        all.add(row);
                    }
                }
                rows.put(table, all);
            }
        }

        @Override
        long rows() {
            return rows.values().stream().mapToLong(List::size).sum();
        }

        @Override
        void write(Connection to) throws SQLException {
            for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
                if (table.getValue().isEmpty()) {
                    continue;
                }
                int columns = table.getValue().getFirst().length;
                String values = String.join(", ", Collections.nCopies(columns, "?"));
                try (PreparedStatement insert =
                        to.prepareStatement("INSERT INTO " + table.getKey() + " VALUES (" + values + ")")) {
                    for (Object[] row : table.getValue()) {
                        for (int i = 0; i < columns; i++) {
                            insert.setObject(i + 1, row[i]);
                        }
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    private static final class Copies extends BulkPath {
        private final Map<String, byte[]> copies = new LinkedHashMap<>();
        private long rows;

        Copies(Generations generations, Connection from) throws SQLException, IOException {
            super(generations);
            for (String table : TABLES) {
                ByteArrayOutputStream copy = new ByteArrayOutputStream();
                rows += from.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY (" + inOrder(table) + ") TO STDOUT (FORMAT binary)", copy);
                copies.put(table, copy.toByteArray());
            }
        }

        @Override
        long rows() {
            return rows;
        }

        @Override
        void write(Connection to) throws SQLException, IOException {
            for (Map.Entry<String, byte[]> copy : copies.entrySet()) {
                to.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + copy.getKey() + " FROM STDIN (FORMAT binary)",
                                new ByteArrayInputStream(copy.getValue()));
            }
        }
    }
}
