package org.ticketdesk.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.processor.ProcessorStats;

/** What a demonstration has come to. */
public final class Summary {
    /** From this length on every row must have happened: the stories of half-time need a second for their clocks. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

    private static final int ROWS_A_LINE = 6;

    private final Duration played;
    private final Tally tally;
    private final List<Row> missing;
    private final ProcessorStats.Lateness lateness;
    private final Verification report;
    private final long tickets;
    private final List<String> findings;

    Summary(
            Duration played,
            Tally tally,
            List<Row> missing,
            ProcessorStats.Lateness lateness,
            Verification report,
            long tickets,
            List<String> findings) {
        this.played = played;
        this.tally = tally;
        this.missing = missing;
        this.lateness = lateness;
        this.report = report;
        this.tickets = tickets;
        this.findings = findings;
    }

    /** Whether every action has exactly one outcome, all that must hold holds, and, if there was time, every row happened. */
    public boolean isGood() {
        return findings.isEmpty() && (missing.isEmpty() || !wasLongEnough());
    }

    private boolean wasLongEnough() {
        return played.compareTo(LONG_ENOUGH) >= 0;
    }

    /** Prints it for people. */
    public void print(PrintWriter out) {
        out.printf(
                "%nPlayed %.1f s: %,d actions published, and %,d by the clocks%n",
                played.toMillis() / 1e3, tally.published(), tally.timers());
        out.printf(
                "Outcomes: %,d accepted, %,d refused, %,d duplicates%n",
                tally.outcomes(Outcome.ACCEPTED), tally.outcomes(Outcome.REFUSED), tally.outcomes(Outcome.DUPLICATE));
        out.println("Refused: "
                + (tally.reasons().isEmpty()
                        ? "none"
                        : tally.reasons().entrySet().stream()
                                .map(reason -> reason.getKey() + " " + reason.getValue())
                                .collect(Collectors.joining(", "))));
        out.println("Rows, and how often each happened (R10 is R12 and R1 of one ticket in one decision):");
        Row[] rows = Row.values();
        for (int from = 0; from < rows.length; from += ROWS_A_LINE) {
            out.println(Stream.of(rows)
                    .skip(from)
                    .limit(ROWS_A_LINE)
                    .map(row -> "  %-3s %,6d".formatted(row, tally.rows().getOrDefault(row, 0L)))
                    .collect(Collectors.joining()));
        }
        Histogram latency = tally.latency();
        out.printf(
                "Latency, from publishing to the journal entry seen: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
        out.printf(
                "Timers came through the log late by: p50 %d ms, p99 %d ms, max %d ms%n",
                lateness.p50Ms(), lateness.p99Ms(), lateness.maxMs());
        if (tally.others() > 0) {
            out.printf("Others published %,d actions meanwhile%n", tally.others());
        }
        out.printf(
                "Checked: %,d actions decided again in memory from the log, %,d status changes and %,d tickets of the views"
                        + " compared%n",
                report.actions(), report.statusChanges(), tickets);
        verdict(out);
        out.flush();
    }

    private void verdict(PrintWriter out) {
        findings.forEach(finding -> out.println("WRONG: " + finding));
        if (findings.isEmpty()) {
            out.println("Every action has exactly one outcome, and all that must hold holds.");
        }
        if (!missing.isEmpty()) {
            out.println((wasLongEnough() ? "WRONG: rows that did not happen: " : "Too short for every row; missing: ")
                    + missing.stream().map(Row::name).collect(Collectors.joining(" ")));
        }
    }
}
