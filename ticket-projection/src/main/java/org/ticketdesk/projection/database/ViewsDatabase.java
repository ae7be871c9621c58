package org.ticketdesk.projection.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;

/**
 * The views as they are in use. When a rebuild, in this process or another, has made others and says that these are used from now
 * on, whoever asks next gets those: readers see it within a second, and who reads at that moment ends what they read.
 *
 * <p>Thread-safe.
 */
public final class ViewsDatabase implements AutoCloseable {
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private final Generations generations;
    private final Jdbi reader = Jdbi.create(this::read);
    private final ReentrantLock switching = new ReentrantLock();
    private volatile Generation current;
    private volatile long looked;

    private ViewsDatabase(Generations generations, Generation current) {
        this.generations = generations;
        this.current = current;
        this.looked = System.nanoTime();
    }

    /**
     * Opens the views, and makes them where they are missing.
     *
     * @param jdbcUrl {@code jdbc:sqlite:FOLDER}, a folder that is made where it is missing, or {@code jdbc:postgresql:…}, a
     *     database in which schemas may be created
     * @return the views, the caller's to close
     * @throws ViewsRefusedException when they cannot be opened
     */
    public static ViewsDatabase open(String jdbcUrl) {
        return open(jdbcUrl, Map.of());
    }

    /**
     * Opens the views, and makes them where they are missing.
     *
     * @param jdbcUrl {@code jdbc:sqlite:FOLDER}, a folder that is made where it is missing, or {@code jdbc:postgresql:…}, a
     *     database in which schemas may be created
     * @param properties of the JDBC driver, such as {@code user} and {@code password}
     * @return the views, the caller's to close
     * @throws ViewsRefusedException when they cannot be opened
     */
    public static ViewsDatabase open(String jdbcUrl, Map<String, String> properties) {
        Generations generations = Generations.at(jdbcUrl, properties);
        return new ViewsDatabase(generations, openCurrent(generations));
    }

    private static Generation openCurrent(Generations generations) {
        generations.prepare();
        Generations.Held alone = generations.lockForOpening();
        try {
            int number = Math.max(1, generations.inUse());
            Migrations.everything(generations, number);
            Generation generation = Generation.open(generations, number);
            if (generations.inUse() == 0) {
                generation.writer().useTransaction(handle -> generations.use(number, handle));
            }
            return generation;
        } finally {
            alone.close();
        }
    }

    /** A place without views gets its first generation, empty. */
    static void ensureOneIsInUse(Generations generations) {
        if (generations.inUse() == 0) {
            openCurrent(generations).close();
        }
    }

    /**
     * For queries, of whichever generation is in use when a connection is asked for. Nothing can be changed through it.
     *
     * @return always the same
     */
    public Jdbi reader() {
        return reader;
    }

    /**
     * Asks a reader's connection for next to nothing, to see whether the database answers.
     *
     * @throws RuntimeException when it does not
     */
    public void ask() {
        reader.useHandle(
                handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
    }

    /**
     * The generation in use.
     *
     * @return as of a second ago or less
     * @throws ViewsRefusedException when another is in use and cannot be opened
     */
    public Generation generation() {
        if (System.nanoTime() - looked > BETWEEN_LOOKS && switching.tryLock()) {
            try {
                look();
            } finally {
                switching.unlock();
            }
        }
        return current;
    }

    /**
     * The generation that was in use when somebody last looked: asks nobody, and waits for nobody.
     *
     * @return the one that this process reads and writes
     */
    public Generation current() {
        return current;
    }

    /**
     * Looks at once whether another generation is in use, over a connection that is kept for that: neither who reads nor who writes
     * holds it up.
     *
     * @return the one in use now
     * @throws ViewsRefusedException when the database cannot be asked
     */
    public Generation look() {
        switching.lock();
        try {
            if (generations.inUse(current.looking()) != current.number()) {
                Generation before = current;
                current = openCurrent(generations);
                before.closeWhenIdle();
            }
            return current;
        } finally {
            looked = System.nanoTime();
            switching.unlock();
        }
    }

    /** All generations, for who builds another. */
    public Generations generations() {
        return generations;
    }

    /** The kind of database. */
    public Dialect dialect() {
        return generations.dialect();
    }

    /** Gives the connections back. */
    @Override
    public void close() {
        current.close();
    }

    private Connection read() throws SQLException {
        return generation().read();
    }
}
