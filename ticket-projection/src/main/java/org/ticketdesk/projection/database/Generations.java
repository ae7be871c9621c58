package org.ticketdesk.projection.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/**
 * All generations of the views that a database has, and which one is in use. Each has a number, from 1; a rebuild makes the next.
 * Thread-safe, and of use to several processes at once.
 *
 * <p>Each method throws {@link ViewsRefusedException} when the database cannot be asked.
 */
public sealed interface Generations permits SqliteGenerations, PostgresGenerations {

    /** What connections are for. */
    enum Use {
        /** Queries: nothing can be changed through them. */
        READ,
        /** Batches of a projection, beside readers. */
        WRITE,
        /** A generation that nobody uses yet: it may be lost with the process or the machine. */
        BUILD
    }

    /**
     * Those that a JDBC URL names. Nothing is opened or created yet.
     *
     * @param jdbcUrl {@code jdbc:sqlite:FOLDER} or {@code jdbc:postgresql:…}
     * @param properties of the JDBC driver, {@code user} and {@code password} for example; SQLite takes none
     * @return the generations
     * @throws ViewsRefusedException when the URL is neither
     */
    static Generations at(String jdbcUrl, Map<String, String> properties) {
        return switch (Dialect.of(jdbcUrl)) {
            case SQLITE -> new SqliteGenerations(jdbcUrl);
            case POSTGRESQL -> new PostgresGenerations(jdbcUrl, properties);
        };
    }

    /** The kind of database. */
    Dialect dialect();

    /** Makes the place where generations are kept, where it is missing. Processes that do so at once wait for each other. */
    void prepare();

    /** The number of the one in use; 0 before the first. */
    int inUse();

    /**
     * The number of the one in use, asked over a connection that is there.
     *
     * @param open a connection to any generation
     * @return the number; 0 before the first
     */
    int inUse(DataSource open);

    /** The numbers of all that are there, in order: the one in use, those before it, one that is being built or was given up. */
    List<Integer> existing();

    /** A number that none has had before. */
    int next();

    /**
     * Connections to a generation, not pooled; where it is missing, migrating creates it.
     *
     * @param number which one
     * @param use what for
     * @return a source of connections
     */
    DataSource connections(int number, Use use);

    /**
     * Says which one is in use from now on. On PostgreSQL it takes effect when the handle's transaction commits; on SQLite at once,
     * so it must come last in it.
     *
     * @param number which one
     * @param transaction a handle of any generation, in a transaction
     */
    void use(int number, Handle transaction);

    /**
     * Sees that what was built outlives the machine's going down, or will when it is said to be in use.
     *
     * @param number which one; nobody in this process has it open
     */
    void settle(int number);

    /**
     * Removes a generation with all its rows.
     *
     * @param number which one
     */
    void drop(int number);

    /**
     * The right to build, held by one process at a time, until it is closed or the process is gone.
     *
     * @return empty when somebody else has it
     */
    Optional<Held> lockForBuilding();

    /**
     * The right to make what is missing, held for moments by one process at a time; waits for it.
     *
     * @return the right, to be closed
     */
    Held lockForOpening();

    /** A right that one process has at a time. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** The place, for people. */
    String place();
}
