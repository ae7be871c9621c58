package org.ticketdesk.projection.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The two databases, and where their SQL differs. */
public enum Dialect {
    /** A file of this machine. */
    SQLITE("jdbc:sqlite:", Map.of("text", "TEXT", "bytes", "BLOB", "keyed", "WITHOUT ROWID")),
    /** A server, which several machines may use. */
    POSTGRESQL("jdbc:postgresql:", Map.of("text", "TEXT COLLATE \"C\"", "bytes", "BYTEA", "keyed", ""));

    private final String prefix;
    private final Map<String, String> words;

    Dialect(String prefix, Map<String, String> words) {
        this.prefix = prefix;
        this.words = words;
    }

    /**
     * The database that a JDBC URL names.
     *
     * @param jdbcUrl the URL
     * @return its dialect
     * @throws ViewsRefusedException when it is another database's, or no JDBC URL
     */
    public static Dialect of(String jdbcUrl) {
        for (Dialect dialect : values()) {
            if (jdbcUrl != null && jdbcUrl.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw new ViewsRefusedException("Found the database URL " + JdbcUrl.withoutSecrets(jdbcUrl) + "; expected "
                + SQLITE.prefix + "FOLDER or " + POSTGRESQL.prefix + "//HOST:PORT/DATABASE.");
    }

    /** What its URLs begin with. */
    String prefix() {
        return prefix;
    }

    /** The tables of the generation that the handle is of. */
    List<String> tables(Handle handle) {
        String query = switch (this) {
            case SQLITE -> "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
            case POSTGRESQL -> "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
        };
        return handle.select(query).mapTo(String.class).list();
    }

    /** What a new connection is told first. */
    Optional<String> onConnecting(Generations.Use use) {
        return switch (this) {
            case SQLITE -> use == Generations.Use.READ ? Optional.of("PRAGMA query_only = ON") : Optional.empty();
            // What reads has one snapshot in a transaction, as on SQLite. What is written and lost when the server
            // fails is read
            // again from the journal, whose positions are lost with it.
            case POSTGRESQL ->
                Optional.of(
                        use == Generations.Use.READ
                                ? "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                                : "SET synchronous_commit TO OFF");
        };
    }

    /** What stands for each placeholder of the migrations. */
    Map<String, String> words() {
        return words;
    }
}
