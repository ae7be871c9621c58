package org.ticketdesk.projection.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** One generation of the views, open: one connection that writes, a few that read, one that looks which is in use. Thread-safe; its {@link ViewsDatabase} closes it. */
public final class Generation {
    /** How many queries are answered at once. */
    public static final int READERS = 4;

    private static final long CONNECTION_WITHIN_MS = 5_000;
    private static final long BETWEEN_LOOKS_MS = 1_000;

    private final int number;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final HikariDataSource looking;
    private final Jdbi writer;

    private Generation(int number, HikariDataSource writing, HikariDataSource reading, HikariDataSource looking) {
        this.number = number;
        this.writing = writing;
        this.reading = reading;
        this.looking = looking;
        this.writer = Jdbi.create(writing);
    }

    /**
     * Nothing is connected yet; a database that is away is met by the first who asks for a connection. There is one connection more
     * than there are readers, for who looks which generation is in use.
     */
    static Generation open(Generations generations, int number) {
        return new Generation(
                number,
                pool(generations, number, Generations.Use.WRITE, 1),
                pool(generations, number, Generations.Use.READ, READERS),
                pool(generations, number, Generations.Use.READ, 1));
    }

    /** Which one it is, from 1. */
    public int number() {
        return number;
    }

    /** The one connection that writes; who asks while another has it waits. */
    public Jdbi writer() {
        return writer;
    }

    /** Has the connections to readers and to the writer measured. */
    public void measuredBy(MeterRegistry registry) {
        reading.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
        writing.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    Connection read() throws SQLException {
        return reading.getConnection();
    }

    DataSource looking() {
        return looking;
    }

    /** Closes when nobody reads any more: who has a connection may end what they do with it. */
    void closeWhenIdle() {
        Thread.ofVirtual().name("views-" + number + "-closing").start(() -> {
            do {
                pause();
            } while (reading.getHikariPoolMXBean().getActiveConnections() > 0
                    || writing.getHikariPoolMXBean() != null
                            && writing.getHikariPoolMXBean().getActiveConnections() > 0);
            close();
        });
    }

    void close() {
        looking.close();
        reading.close();
        writing.close();
    }

    static HikariDataSource pool(Generations generations, int number, Generations.Use use, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("views-" + number + "-" + use);
        pool.setDataSource(generations.connections(number, use));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(CONNECTION_WITHIN_MS);
        pool.setInitializationFailTimeout(-1);
        pool.setReadOnly(use == Generations.Use.READ && generations.dialect() == Dialect.POSTGRESQL);
        generations.dialect().onConnecting(use).ifPresent(pool::setConnectionInitSql);
        return new HikariDataSource(pool);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
