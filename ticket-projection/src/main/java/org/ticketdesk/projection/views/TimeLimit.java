package org.ticketdesk.projection.views;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the statements of a handle when their time is over, so that a query nobody waits for any more gives its connection back.
 * JDBC's own time-out is none on SQLite: its driver only bounds the wait for a lock. Thread-safe.
 */
final class TimeLimit implements StatementCustomizer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);
    private static final long BETWEEN_ENDS_MS = 1_000;
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("query-limit").factory());

    private final Duration longest;
    private final Future<?> end;
    private Statement running;
    private boolean over;
    private boolean closed;

    /** Ends again and again, since a statement that has not quite begun yet cannot be ended. */
    private TimeLimit(Duration longest) {
        this.longest = longest;
        this.end = CLOCK.scheduleWithFixedDelay(this::end, longest.toMillis(), BETWEEN_ENDS_MS, TimeUnit.MILLISECONDS);
    }

    /** Bounds what the handle does from now on; to be closed before the handle is given back. */
    static TimeLimit of(Handle handle, Duration longest) {
        TimeLimit limit = new TimeLimit(longest);
        handle.getConfig(SqlStatements.class).addCustomizer(limit);
        return limit;
    }

    @Override
    public synchronized void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
        if (over) {
            throw new SQLTimeoutException("The query has run for " + longest.toSeconds() + " s, which is the longest.");
        }
        running = statement;
    }

    private synchronized void end() {
        over = true;
        if (running != null && !closed) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("A query cannot be ended", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        end.cancel(false);
    }
}
