package org.ticketdesk.cli.ask;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells, printed in columns as wide as their widest cell; numbers stand to the right. Not thread-safe. */
public final class Table {
    private static final String NUMBER = "-?[0-9][0-9.]*( (ms|s))?";

    private final List<String[]> lines = new ArrayList<>();

    /** A table with these heads of columns. */
    public Table(String... heads) {
        lines.add(heads);
    }

    /** Adds a line: a cell for each column; an empty text, or null, where there is nothing. */
    public void line(Object... cells) {
        lines.add(Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .toArray(String[]::new));
    }

    /** Whether there is nothing below the heads. */
    public boolean isEmpty() {
        return lines.size() == 1;
    }

    /** Prints it. */
    public void print(PrintWriter out) {
        int columns = lines.getFirst().length;
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int c = column;
            widths[c] = lines.stream().mapToInt(line -> line[c].length()).max().orElse(0);
            numbers[c] = lines.stream().skip(1).allMatch(line -> line[c].isEmpty() || line[c].matches(NUMBER));
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(widths[c] - line[c].length());
                text.append(c == 0 ? "" : "  ").append(numbers[c] ? padding + line[c] : line[c] + padding);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
