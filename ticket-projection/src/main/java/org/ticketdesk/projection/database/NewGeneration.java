package org.ticketdesk.projection.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation that is being built beside the one in use, by one process at a time. Rows first, {@linkplain #index then indexes}, then
 * it {@linkplain #replace takes the other's place}. When it is closed before, it is removed; what a process that was killed has left
 * behind is removed by the next that builds.
 *
 * <p>Of use to one thread.
 */
public final class NewGeneration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NewGeneration.class);

    private final Generations generations;
    private final Generations.Held right;
    private final int number;
    private HikariDataSource connections;
    private HikariDataSource former;
    private boolean inUse;

    private NewGeneration(Generations generations, Generations.Held right, int number) {
        this.generations = generations;
        this.right = right;
        this.number = number;
    }

    /**
     * Begins one, with tables that are empty and have no indexes but those that writing needs. All generations but the one in use are removed.
     *
     * @param generations of a database; it gets a first one to use where it has none
     * @return the new one, the caller's to close
     * @throws ViewsRefusedException when somebody else is building, or the database cannot be used
     */
    public static NewGeneration begin(Generations generations) {
        generations.prepare();
        Generations.Held right = generations
                .lockForBuilding()
                .orElseThrow(
                        () -> new ViewsRefusedException("Another rebuild is building views at " + generations.place()
                                + ", and there can be one at a time: wait until it is done, or stop it."));
        try {
            ViewsDatabase.ensureOneIsInUse(generations);
            int inUse = generations.inUse();
            generations.existing().stream().filter(other -> other != inUse).forEach(generations::drop);
            NewGeneration next = new NewGeneration(generations, right, generations.next());
            next.connect(Generations.Use.BUILD);
            Migrations.tables(generations, next.number);
            return next;
        } catch (RuntimeException e) {
            right.close();
            throw e;
        }
    }

    /** Which one it is. */
    public int number() {
        return number;
    }

    /** The one connection that writes to it. */
    public Jdbi writer() {
        return Jdbi.create(connections);
    }

    /** Makes the indexes, and has the database count its rows for the plans of queries. {@link #writer()} is another one afterwards. */
    public void index() {
        Migrations.indexes(generations, number);
        writer().useHandle(handle ->
                generations.dialect().tables(handle).forEach(table -> handle.execute("ANALYZE " + table)));
        connections.close();
        generations.settle(number);
        connect(Generations.Use.WRITE);
    }

    /**
     * Takes the place of the one in use: at one moment that one is written to and read for the last time, and this one from then on,
     * with the same epoch.
     *
     * @param ready is asked when nobody can write to the one in use, which its handle reads, any more; what it answers decides
     *     whether this one takes its place now
     * @return what {@code ready} answered
     */
    public boolean replace(Predicate<Handle> ready) {
        int before = generations.inUse();
        if (former == null && isReadable(before)) {
            former = Generation.pool(generations, before, Generations.Use.WRITE, 1);
        }
        if (former != null) {
            inUse = Jdbi.create(former).withHandle(handle -> retire(handle, ready));
        } else {
            writer().useTransaction(handle -> generations.use(number, handle));
            inUse = true;
        }
        return inUse;
    }

    /** Who builds anew may do so because the rows that are there cannot be read any more; then nobody writes to them either. */
    private boolean isReadable(int before) {
        try {
            Jdbi.create(generations.connections(before, Generations.Use.READ)).useHandle(NewGeneration::epoch);
            return true;
        } catch (JdbiException e) {
            LOG.warn("Generation {} of the views cannot be read, and is replaced as it is", before, e);
            return false;
        }
    }

    private boolean retire(Handle former, Predicate<Handle> ready) {
        former.begin();
        try {
            former.execute("UPDATE projection SET retired = 1");
            if (!ready.test(former)) {
                return false;
            }
            long epoch = epoch(former);
            writer().useHandle(mine -> mine.execute("UPDATE projection SET epoch = ?", epoch));
            generations.use(number, former);
            former.commit();
            return true;
        } finally {
            if (former.isInTransaction()) {
                former.rollback();
            }
        }
    }

    private static long epoch(Handle handle) {
        return handle.select("SELECT epoch FROM projection").mapTo(Long.class).one();
    }

    private void connect(Generations.Use use) {
        connections = Generation.pool(generations, number, use, 1);
    }

    /** Removes it when it has not taken its place, as far as that is known. */
    @Override
    public void close() {
        try {
            connections.close();
            if (former != null) {
                former.close();
            }
            if (!inUse && !mayBeInUse()) {
                generations.drop(number);
            }
        } finally {
            right.close();
        }
    }

    /** What failed on the way may have failed after it was said to be in use. Where nobody knows, the next rebuild removes it. */
    private boolean mayBeInUse() {
        try {
            return generations.inUse() == number;
        } catch (ViewsRefusedException e) {
            LOG.warn("Generation {} of the views is left where it is, as it may be in use", number, e);
            return true;
        }
    }
}
