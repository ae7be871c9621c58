package org.ticketdesk.projection.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** Ends all connections to a database of PostgreSQL, and lets nobody connect to it. */
    public static void shut(String postgresUrl) {
        admin("ALTER DATABASE " + name(postgresUrl) + " ALLOW_CONNECTIONS false");
        admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name(postgresUrl) + "'");
    }

    /** Lets everybody connect to it again. */
    public static void reopen(String postgresUrl) {
        admin("ALTER DATABASE " + name(postgresUrl) + " ALLOW_CONNECTIONS true");
    }

    private static String name(String postgresUrl) {
        return postgresUrl.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    private static synchronized String postgres(String name) {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        admin("CREATE DATABASE " + name);
        return server.getJdbcUrl("postgres", name);
    }

    private static void admin(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
