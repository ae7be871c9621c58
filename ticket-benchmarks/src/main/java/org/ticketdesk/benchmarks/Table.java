package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown: a title, columns, rows, and below it what limits the figures. Not thread-safe. */
final class Table {
    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** Adds a row; numbers are written with thousands apart, and with a decimal where they are small. */
    void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("Found " + cells.length + " cells, expected " + columns.size());
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(text(cell));
        }
        rows.add(row);
    }

    /** Prints it, with a sentence on what limits the figures. */
    void print(PrintStream out, String limits) {
        out.println();
        out.println("### " + title);
        out.println();
        out.println(line(columns));
        out.println(line(Collections.nCopies(columns.size(), "---")));
        rows.forEach(row -> out.println(line(row)));
        out.println();
        out.println(limits);
        out.flush();
    }

    /** The middle of some figures, or the upper one of the two in the middle. */
    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Double d when d < 100 -> String.format(Locale.ROOT, "%.2f", d);
            case Double d -> String.format(Locale.ROOT, "%,.0f", d);
            case Number n -> String.format(Locale.ROOT, "%,d", n.longValue());
            default -> cell.toString();
        };
    }
}
