package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.Generations;
import org.ticketdesk.projection.rebuild.Rebuild;

/** How fast the views are built anew from the journal, beside the same rows written by the database's own bulk path. */
final class RebuildSpeed {
    private static final String LIMITS = """
            Entries of the journal per second, from the first record read to the indexes made and the views in use. `bulk path` \
            writes the very rows that the rebuild made, from memory and in the order of their keys, and makes the same indexes: \
            COPY for PostgreSQL, prepared INSERTs in one transaction without a journal for SQLite. Broker, database and \
            measurement share the machine's cores; medians of the rounds, and of the rounds' ratios.""";

    private RebuildSpeed() {}

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        Table table = new Table(
                "Rebuild: journal entries per second",
                "database",
                "entries",
                "rows",
                "rebuild",
                "bulk path",
                "of bulk path");
        try (Cluster cluster = new Cluster(12);
                Databases databases = new Databases()) {
            long entries = JournalTopic.fill(cluster, 12, quick ? 20 : 4_000, quick ? 100 : 20_000);
            for (Dialect dialect : Dialect.values()) {
                measure(cluster, databases.empty(dialect), dialect, entries, quick ? 1 : 3, table);
            }
        }
        table.print(out, LIMITS);
    }

    private static void measure(Cluster cluster, String url, Dialect dialect, long entries, int rounds, Table table)
            throws Exception {
        Generations generations = Generations.at(url, Map.of());
        ProjectionConfig config = ProjectionConfig.of(cluster.bootstrap(), url);
        List<Double> rebuilds = new ArrayList<>();
        List<Double> bulks = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long rows = 0;
        for (int round = 0; round < rounds; round++) {
            Rebuild.Report report = Rebuild.run(config, progress -> {});
            if (report.entries() != entries || report.setAside() != 0) {
                throw new IllegalStateException("Expected " + entries + " entries: " + report);
            }
            double rebuild = entries * 1e9 / report.took().toNanos();
            BulkPath path = BulkPath.of(generations, generations.inUse());
            rows = path.rows();
            long began = System.nanoTime();
            path.write();
            double bulk = entries * 1e9 / (System.nanoTime() - began);
            rebuilds.add(rebuild);
            bulks.add(bulk);
            ratios.add(rebuild / bulk);
        }
        table.row(dialect.name(), entries, rows, Table.median(rebuilds), Table.median(bulks), Table.median(ratios));
    }
}
