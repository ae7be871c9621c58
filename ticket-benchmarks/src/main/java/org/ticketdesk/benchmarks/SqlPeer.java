package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.projection.database.Dialect;

/**
 * The processor beside what is usually built instead of it: a table of tickets whose status is changed in place, and an audit row for
 * each action, in PostgreSQL. The peer routes nobody, watches no clock and tells nobody; it keeps to the order of each ticket alone.
 */
final class SqlPeer {
    private static final String LIMITS = """
            One desk with 50 agents, the same log. `a function`: one call of a stored function an action; `statements`: what an ORM sends, \
            the audit row, the ticket FOR UPDATE, its change, the commit. Each action is a transaction; tickets are shared out among the \
            clients. A commit that waits is on the disk when it is answered; Kafka's are with the brokers, on as many as there \
            are replicas: here one. Broker, database and measurement share the machine's cores; figures and ratios are medians of \
            rounds, each of which measures all lines one after the other.""";

    private enum Way {
        FUNCTION("a function"),
        STATEMENTS("statements");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        SqlDesk on(Connection connection) throws SQLException {
            return switch (this) {
                case FUNCTION -> new SqlDesk.Called(connection);
                case STATEMENTS -> new SqlDesk.Sent(connection);
            };
        }
    }

    private record Line(Way way, int clients, boolean waits) {}

    private final int actions;
    private final int rounds;

    private SqlPeer(boolean quick) {
        this.actions = quick ? 5_000 : 100_000;
        this.rounds = quick ? 1 : 3;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        new SqlPeer(quick).measure(out);
    }

    private void measure(PrintStream out) throws Exception {
        List<Line> lines = List.of(
                new Line(Way.FUNCTION, 1, true),
                new Line(Way.FUNCTION, 8, true),
                new Line(Way.FUNCTION, 8, false),
                new Line(Way.STATEMENTS, 8, true),
                new Line(Way.STATEMENTS, 8, false));
        List<Double> processor = new ArrayList<>();
        List<List<Double>> peers = lines.stream()
                .map(line -> (List<Double>) new ArrayList<Double>())
                .toList();
        try (Cluster cluster = new Cluster(1);
                Databases databases = new Databases()) {
            BusyLog log = BusyLog.publish(cluster, actions);
            List<DeskAction> asked = log.actions();
            for (int round = rounds == 1 ? 0 : -1; round < rounds; round++) {
                double mine = log.drainedByProcessor(cluster.newApplication()).seconds();
                cluster.clearOutput();
                for (int i = 0; i < lines.size(); i++) {
                    double theirs = played(asked, databases.empty(Dialect.POSTGRESQL), lines.get(i));
                    if (round >= 0) {
                        peers.get(i).add(actions / theirs);
                    }
                }
                if (round >= 0) {
                    processor.add(actions / mine);
                }
            }
        }
        print(lines, processor, peers, out);
    }

    private static void print(List<Line> lines, List<Double> processor, List<List<Double>> peers, PrintStream out) {
        Table table = new Table(
                "A state machine in SQL instead: actions per second",
                "what",
                "clients",
                "commits wait",
                "per second",
                "processor does of it");
        table.row("processor", "", "", Table.median(processor), 1.0);
        for (int i = 0; i < lines.size(); i++) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < processor.size(); round++) {
                ratios.add(processor.get(round) / peers.get(i).get(round));
            }
            table.row(
                    lines.get(i).way.words,
                    lines.get(i).clients,
                    lines.get(i).waits ? "yes" : "no",
                    Table.median(peers.get(i)),
                    Table.median(ratios));
        }
        table.print(out, LIMITS);
    }

    private double played(List<DeskAction> asked, String url, Line line) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(SqlDesk.TABLES);
            try (ResultSet fsync = statement.executeQuery("SHOW fsync")) {
                fsync.next();
                if (!fsync.getString(1).equals("on")) {
                    throw new IllegalStateException("PostgreSQL does not wait for the disk, whatever is asked of it.");
                }
            }
            try (ExecutorService clients = Executors.newFixedThreadPool(line.clients)) {
                List<Callable<Void>> all = new ArrayList<>();
                for (int client = 0; client < line.clients; client++) {
                    int mine = client;
                    all.add(() -> play(asked, url, line, mine));
                }
                Took took = Took.of(() -> {
                    for (Future<Void> done : clients.invokeAll(all)) {
                        done.get();
                    }
                });
                checkAll(asked, statement);
                return took.seconds();
            }
        }
    }

    private static void checkAll(List<DeskAction> asked, Statement statement) throws SQLException {
        long different = asked.stream().map(DeskAction::getActionId).distinct().count();
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM audit")) {
            count.next();
            if (count.getLong(1) != different) {
                throw new IllegalStateException("Found " + count.getLong(1) + " audit rows, expected " + different);
            }
        }
    }

    private static Void play(List<DeskAction> asked, String url, Line line, int client) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit TO " + (line.waits ? "on" : "off"));
            }
            try (SqlDesk desk = line.way.on(connection)) {
                long at = 0;
                for (DeskAction action : asked) {
                    at++;
                    if (Math.floorMod(String.valueOf(action.getTicket()).hashCode(), line.clients) == client) {
                        desk.act(action, at);
                    }
                }
            }
        }
        return null;
    }
}
