package org.ticketdesk.projection.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A place without views, on each of the two databases; one PostgreSQL server serves all tests of a JVM. */
public final class EmptyDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private EmptyDatabase() {}

    /** The JDBC URL of an empty database of this dialect; SQLite's is in the folder. */
    public static String of(Dialect dialect, Path folder) {
        String name = "views" + DATABASES.incrementAndGet();
        return switch (dialect) {
            case SQLITE -> "jdbc:sqlite:" + folder.resolve(name);
            case POSTGRESQL -> postgres(name);
        };
    }

    private static synchronized String postgres(String name) {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
            }
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return server.getJdbcUrl("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
