package org.ticketdesk.projection.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema {@code ticket_desk_N} for each generation, and in the schema {@code ticket_desk} a row with the number of the one in use
 * and the highest that any had.
 */
final class PostgresGenerations implements Generations {
    private static final String SCHEMA = "ticket_desk_";
    /** Keys of advisory locks: the first is this software's, the second says what for. */
    private static final String OPENING = "(844715, 1)";

    private static final String BUILDING = "(844715, 2)";

    private final String jdbcUrl;
    private final Map<String, String> properties;

    PostgresGenerations(String jdbcUrl, Map<String, String> properties) {
        this.jdbcUrl = jdbcUrl;
        this.properties = Map.copyOf(properties);
        try {
            source();
        } catch (SQLException | IllegalArgumentException e) {
            throw new ViewsRefusedException(
                    "The database URL " + place() + " or one of its properties cannot be used: " + e.getMessage() + ".",
                    e);
        }
    }

    /** The schema of a generation. */
    static String schema(int number) {
        return SCHEMA + number;
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public String place() {
        return JdbcUrl.withoutSecrets(jdbcUrl);
    }

    @Override
    public void prepare() {
        if (isPrepared()) {
            return;
        }
        Held alone = lockForOpening();
        try {
            ask(plain(), statement -> {
                statement.execute("CREATE SCHEMA IF NOT EXISTS ticket_desk");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS ticket_desk.generations ("
                                + "id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), in_use INTEGER NOT NULL, latest INTEGER NOT NULL)");
                return statement.execute(
                        "INSERT INTO ticket_desk.generations (id, in_use, latest) VALUES (1, 0, 0) ON CONFLICT DO NOTHING");
            });
        } finally {
            alone.close();
        }
    }

    /** Asked first, so that a user who may not create anything can use what is there. */
    private boolean isPrepared() {
        return ask(
                plain(),
                statement -> number(statement, "SELECT count(*) FROM pg_tables WHERE schemaname = 'ticket_desk'") > 0
                        && number(statement, "SELECT count(*) FROM ticket_desk.generations") > 0);
    }

    @Override
    public int inUse() {
        return inUse(plain());
    }

    @Override
    public int inUse(DataSource open) {
        return ask(open, statement -> number(statement, "SELECT in_use FROM ticket_desk.generations"));
    }

    @Override
    public List<Integer> existing() {
        return ask(plain(), statement -> {
            List<Integer> numbers = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SELECT substr(nspname, " + (SCHEMA.length() + 1)
                    + ")::INTEGER FROM pg_namespace WHERE nspname ~ '^" + SCHEMA + "[0-9]{1,9}$' ORDER BY 1")) {
                while (found.next()) {
                    numbers.add(found.getInt(1));
                }
            }
            return numbers;
        });
    }

    @Override
    public int next() {
        return ask(
                plain(),
                statement -> number(
                        statement,
                        "UPDATE ticket_desk.generations SET latest = greatest(latest, in_use) + 1 RETURNING latest"));
    }

    @Override
    public DataSource connections(int number, Use use) {
        try {
            PGSimpleDataSource source = source();
            source.setCurrentSchema(schema(number));
            switch (use) {
                case READ -> {
                    source.setReadOnly(true);
                    source.setReadOnlyMode("always");
                }
                case WRITE, BUILD -> {
                    if (!isSet(PGProperty.REWRITE_BATCHED_INSERTS)) {
                        source.setReWriteBatchedInserts(true);
                    }
                }
            }
            return source;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    @Override
    public void use(int number, Handle transaction) {
        transaction.execute("SET LOCAL synchronous_commit TO ON");
        transaction.execute("UPDATE ticket_desk.generations SET in_use = ?", number);
    }

    /** Nothing to do: saying that it is in use waits for the disk, and so for all that was written before. */
    @Override
    public void settle(int number) {}

    @Override
    public void drop(int number) {
        ask(plain(), statement -> statement.execute("DROP SCHEMA IF EXISTS " + schema(number) + " CASCADE"));
    }

    @Override
    public Optional<Held> lockForBuilding() {
        return hold("SELECT pg_try_advisory_lock" + BUILDING);
    }

    @Override
    public Held lockForOpening() {
        return hold("SELECT pg_advisory_lock" + OPENING + " IS NOT NULL").orElseThrow();
    }

    /** The lock is the session's: it goes with the connection. */
    private Optional<Held> hold(String locking) {
        try {
            Connection session = plain().getConnection();
            try (Statement statement = session.createStatement()) {
                statement.execute("SET lock_timeout TO '60s'");
                try (ResultSet answer = statement.executeQuery(locking)) {
                    answer.next();
                    if (answer.getBoolean(1)) {
                        return Optional.of(() -> close(session));
                    }
                }
            } catch (SQLException e) {
                close(session);
                throw e;
            }
            close(session);
            return Optional.empty();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T ask(DataSource source, Question<T> question) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    private DataSource plain() {
        try {
            return source();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private PGSimpleDataSource source() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            source.setProperty(property.getKey(), property.getValue());
        }
        if (!isSet(PGProperty.APPLICATION_NAME)) {
            source.setApplicationName("ticket-desk");
        }
        source.setTcpKeepAlive(true);
        return source;
    }

    private boolean isSet(PGProperty property) {
        return properties.containsKey(property.getName()) || jdbcUrl.contains(property.getName() + "=");
    }

    private ViewsRefusedException refused(SQLException e) {
        return new ViewsRefusedException(
                "The database " + place() + " does not serve: " + e.getMessage()
                        + " See that it runs, and that the user may connect and create schemas in it.",
                e);
    }
}
