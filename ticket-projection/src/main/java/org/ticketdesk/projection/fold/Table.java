package org.ticketdesk.projection.fold;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the fold writes it. A row is an array of its columns' values, in this order: a String, a Number, a byte array, or null.
 *
 * @param name as in the database
 * @param keyed how many columns the key has; they are the first
 * @param columns all columns
 */
public record Table(String name, int keyed, List<Column> columns) {

    /**
     * One column.
     *
     * @param name as in the database
     * @param type of {@link Types}, to bind null by
     */
    public record Column(String name, int type) {}

    /** The tables whose rows follow from the entries alone, whichever database they are in and whenever they were folded. */
    public static List<Table> ofEntries() {
        return List.of(
                DeskRow.TABLE,
                AgentRow.TABLE,
                TicketRow.TABLE,
                Batch.STATUS_CHANGES,
                Batch.ENTRIES,
                CycleRow.TABLE,
                AssignmentRow.TABLE,
                Batch.MEASUREMENTS);
    }

    /**
     * A table.
     *
     * @param name as in the database
     * @param keyed how many columns the key has
     * @param columns such as {@code "desk text, sequence number, record bytes"}
     */
    static Table of(String name, int keyed, String columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns.strip().split(",\\s*")) {
            String[] words = column.split(" ");
            parsed.add(new Column(words[0], typeOf(words[1])));
        }
        return new Table(name, keyed, List.copyOf(parsed));
    }

    private static int typeOf(String word) {
        return switch (word) {
            case "text" -> Types.VARCHAR;
            case "number" -> Types.BIGINT;
            case "bytes" -> Types.BINARY;
            default ->
                throw new IllegalArgumentException("Found the type " + word + "; expected text, number or bytes");
        };
    }

    /** The names of the columns, with commas between. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The columns, for a SELECT; {@code alias} stands before each. */
    String selected(String alias) {
        return columns.stream().map(column -> alias + '.' + column.name).collect(Collectors.joining(", "));
    }

    /** The names of the key's columns, with commas between. */
    public String keys() {
        return columns.stream().limit(keyed).map(Column::name).collect(Collectors.joining(", "));
    }

    /** Inserts a row whose key must be new. */
    String insert() {
        return "INSERT INTO " + name + " (" + names() + ") VALUES (?" + ", ?".repeat(columns.size() - 1) + ")";
    }

    /** Inserts a row, or writes it over the one that has its key. */
    String upsert() {
        return insert() + " ON CONFLICT " + overwrite();
    }

    /** What follows ON CONFLICT, to write a row over the one that has its key. */
    String overwrite() {
        return "(" + keys() + ") DO UPDATE SET "
                + columns.stream()
                        .skip(keyed)
                        .map(column -> column.name + " = excluded." + column.name)
                        .collect(Collectors.joining(", "));
    }
}
