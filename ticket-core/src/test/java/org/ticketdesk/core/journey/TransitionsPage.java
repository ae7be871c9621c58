package org.ticketdesk.core.journey;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/transitions.md} from the rulebook's rows: the table, the matrix and the picture. */
final class TransitionsPage {
    private static final String BEFORE_ROWS = """
            # How a ticket's status may change

            This page is generated from `Row.java`, and a test compares it. To write it anew:
            `mvn -pl ticket-core test -Dtest=TransitionsPageTest -Dregenerate=true`

            ## The rows

            "Who" is who causes the change; in a cascade, who stands at its head. R10 is no change of its own: it is the name of
            R12 and then R1 of one ticket in one decision, and both are emitted.

            | row | from | to | because | who | guard | effect |
            |---|---|---|---|---|---|---|
            """;
    private static final String BEFORE_MATRIX = """

            ## From each status to each

            From the left, to the top. Thirteen of the thirty pairs exist; a dot stands for the seventeen that never happen.

            """;
    private static final String BEFORE_PICTURE = """

            ## The picture

            ```mermaid
            stateDiagram-v2
                direction LR
            """;

    private TransitionsPage() {}

    /** All rows but the births. */
    static List<Row> rowsOfTheJourney() {
        return Arrays.stream(Row.values()).filter(row -> row.from() != null).toList();
    }

    /** The whole page. */
    static String text() {
        return BEFORE_ROWS + rows() + BEFORE_MATRIX + matrix() + BEFORE_PICTURE + picture() + "```\n";
    }

    private static String rows() {
        return Arrays.stream(Row.values())
                .map(row -> line(
                        row.name(),
                        row.from() == null ? "(birth)" : name(row.from()),
                        name(row.to()),
                        row.because(),
                        row.who(),
                        row.guard().isEmpty() ? "–" : row.guard(),
                        row.effect()))
                .collect(Collectors.joining());
    }

    private static String matrix() {
        StringBuilder text = new StringBuilder("| from \\ to |");
        for (Status to : Status.values()) {
            text.append(' ').append(name(to)).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Status.values().length)).append('\n');
        text.append(matrixLine("(birth)", null));
        for (Status from : Status.values()) {
            text.append(matrixLine(name(from), from));
        }
        return text.toString();
    }

    private static String matrixLine(String name, Status from) {
        StringBuilder text = new StringBuilder("| **" + name + "** |");
        for (Status to : Status.values()) {
            String rows = between(from, to, " ");
            text.append(' ')
                    .append(from == null || from == to || !rows.isEmpty() ? rows : "·")
                    .append(" |");
        }
        return text.append('\n').toString();
    }

    private static String picture() {
        StringBuilder text = new StringBuilder();
        for (Status status : Status.values()) {
            text.append("    state \"")
                    .append(name(status))
                    .append("\" as ")
                    .append(status)
                    .append('\n');
        }
        for (Status to : Status.values()) {
            text.append(arrow("[*]", null, to));
        }
        for (Status from : Status.values()) {
            for (Status to : Status.values()) {
                text.append(arrow(from.name(), from, to));
            }
        }
        return text.toString();
    }

    private static String arrow(String name, Status from, Status to) {
        String rows = between(from, to, ", ");
        return rows.isEmpty() ? "" : "    " + name + " --> " + to + " : " + rows + "\n";
    }

    private static String between(Status from, Status to, String separator) {
        return Arrays.stream(Row.values())
                .filter(row -> row.from() == from && row.to() == to)
                .map(Row::name)
                .collect(Collectors.joining(separator));
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String name(Status status) {
        return switch (status) {
            case PENDING -> "Pending";
            case ACTIVE -> "Active";
            case PROACTIVE -> "Proactive";
            case IN_PROGRESS -> "In Progress";
            case IDLE -> "Idle";
            case CLOSED -> "Closed";
        };
    }
}
