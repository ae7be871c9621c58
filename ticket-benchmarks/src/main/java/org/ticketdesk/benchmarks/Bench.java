package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The command {@code bin/bench}: runs the measurements that are asked for, and prints their tables as Markdown. */
public final class Bench {
    private static final String USAGE =
            "usage: bin/bench [rulebook|throughput|sql|latency|measuring|rebuild|visible|queries|audit|all] [--quick]";

    private Bench() {}

    private interface Measurement {
        void run(boolean quick, PrintStream out) throws Exception;
    }

    /**
     * Runs it.
     *
     * @param arguments which measurement, {@code all} when absent; {@code --quick} for a look that takes under a minute
     * @throws Exception when a measurement could not be carried out
     */
    public static void main(String[] arguments) throws Exception {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        List<Measurement> asked = rest.size() > 1 ? List.of() : named(rest.isEmpty() ? "all" : rest.getFirst());
        if (asked.isEmpty()) {
            System.err.println(USAGE);
            System.exit(2);
        }
        for (Measurement measurement : asked) {
            measurement.run(quick, System.out);
        }
    }

    private static List<Measurement> named(String name) {
        return switch (name) {
            case "rulebook" -> List.of(RulebookSpeed::run);
            case "throughput" -> List.of(Throughput::run);
            case "sql" -> List.of(SqlPeer::run);
            case "latency" -> List.of(Latency::run);
            case "measuring" -> List.of(MeasuringCost::run);
            case "rebuild" -> List.of(RebuildSpeed::run);
            case "visible" -> List.of(VisibleLatency::run);
            case "queries" -> List.of(QuerySpeed::run);
            case "audit" -> List.of(AuditSpeed::run);
            case "all" ->
                List.of(
                        RulebookSpeed::run,
                        Throughput::run,
                        SqlPeer::run,
                        Latency::run,
                        MeasuringCost::run,
                        RebuildSpeed::run,
                        VisibleLatency::run,
                        QuerySpeed::run,
                        AuditSpeed::run);
            default -> List.of();
        };
    }
}
