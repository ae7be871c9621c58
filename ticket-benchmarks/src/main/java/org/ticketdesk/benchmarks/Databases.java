package org.ticketdesk.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.ticketdesk.projection.database.Dialect;

/** A database of each kind, empty, in a folder that goes with it. Not thread-safe. */
final class Databases implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private int opened;

    /** Starts PostgreSQL, with its own defaults but for the room in memory; what starts it would not wait for the disk. */
    Databases() throws IOException {
        folder = Files.createTempDirectory("ticket-benchmarks-views-");
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
    }

    /** The JDBC URL of a database in which nothing is yet. */
    String empty(Dialect dialect) {
        int number = opened++;
        return switch (dialect) {
            case SQLITE -> "jdbc:sqlite:" + folder.resolve("views-of-" + number);
            case POSTGRESQL -> {
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE views_" + number);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                yield postgres.getJdbcUrl("postgres", "views_" + number);
            }
        };
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Databases::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
