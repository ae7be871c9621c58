package org.ticketdesk.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;

/** A sight as lines of text that fit a number of columns and lines. Stateless. */
final class Picture {
    private static final int LEFT = 34;
    private static final int FULL_BAR = 10;

    private Picture() {}

    /** At most {@code height} lines of at most {@code width} visible characters. */
    static List<Line> of(Sight sight, int width, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(width)
                .add(Ink.BOLD, "Ticket Desk")
                .add("  " + sight.phase() + "  " + sight.rate() + " actions/s"));
        lines.add(new Line(width).add("Open " + sight.page()));
        lines.add(counts(sight, width));
        lines.add(waiting(sight, width));
        lines.add(new Line(width));
        int footer = 4;
        columns(sight, width, height - lines.size() - footer, lines);
        lines.add(new Line(width));
        lines.add(rows(sight, width));
        lines.add(new Line(width)
                .add("Outcomes " + sight.decided() + ": " + (sight.decided() - sight.refused() - sight.duplicates())
                        + " accepted, " + sight.refused() + " refused, " + sight.duplicates() + " duplicates"));
        lines.add(new Line(width)
                .add("Latency p50 " + ms(sight.latency(), 50) + "  p99 " + ms(sight.latency(), 99) + "  max "
                        + ms(sight.latency(), 100) + " ms   timers late p99 "
                        + sight.lateP99Ms() + " ms   Ctrl-C ends"));
        return lines.size() <= height ? lines : lines.subList(0, height);
    }

    private static Line counts(Sight sight, int width) {
        Line line = new Line(width);
        for (Status status : Status.values()) {
            line.add(ink(status), "● ")
                    .add(name(status) + " ")
                    .add(Ink.BOLD, sight.counts().get(status) + "")
                    .add("  ");
        }
        return line;
    }

    private static Line waiting(Sight sight, int width) {
        Line line = new Line(width).add(Ink.DIM, "Waiting: ");
        if (sight.waiting().isEmpty()) {
            return line.add(Ink.DIM, "nobody");
        }
        sight.waiting()
                .forEach(next -> line.add("%s/%s %s %.1fs  "
                        .formatted(
                                next.desk(),
                                next.ticket(),
                                next.priority().name().toLowerCase(Locale.ROOT),
                                next.since().toMillis() / 1e3)));
        return line;
    }

    private static void columns(Sight sight, int width, int height, List<Line> lines) {
        lines.add(new Line(width).add(Ink.DIM, "Agents").to(LEFT).add(Ink.DIM, "Last changes"));
        int left = Math.max(0, height - 1);
        boolean allShown = sight.agents().size() <= left;
        for (int i = 0; i < left; i++) {
            Line line = new Line(width);
            if (!allShown && i == left - 1) {
                line.add(Ink.DIM, "… and " + (sight.agents().size() - i) + " more");
            } else if (i < sight.agents().size()) {
                agent(sight.agents().get(i), line);
            }
            line.to(LEFT);
            if (i < sight.changes().size()) {
                change(sight.changes().get(i), line);
            }
            lines.add(line);
        }
    }

    private static void agent(Sight.AgentLoad agent, Line line) {
        int full = Math.min(agent.load(), FULL_BAR);
        int room = Math.max(0, Math.min(agent.capacity(), FULL_BAR) - full);
        line.add(Ink.DIM, "%-8.8s ".formatted(agent.desk()))
                .add(ink(agent.presence()), mark(agent.presence()) + " ")
                .add("%-7.7s ".formatted(agent.agent()))
                .add(agent.load() > agent.capacity() ? Ink.RED : Ink.GREEN, "█".repeat(full))
                .add(Ink.DIM, "░".repeat(room))
                .add(" " + agent.load() + "/" + agent.capacity());
    }

    private static void change(Sight.Change change, Line line) {
        Fact.StatusChanged fact = change.fact();
        line.add(Ink.BOLD, "%-4s".formatted(fact.row()));
        if (fact.from() != null) {
            line.add(ink(fact.from()), name(fact.from())).add(" → ");
        }
        line.add(ink(fact.to()), name(fact.to()))
                .add(" " + change.desk() + "/" + fact.ticket())
                .add(Ink.DIM, fact.assignee() == null ? "" : " " + fact.assignee());
    }

    private static Line rows(Sight sight, int width) {
        Line line = new Line(width);
        for (Row row : Row.values()) {
            line.add(sight.rows().getOrDefault(row, 0L) > 0 ? Ink.GREEN : Ink.DIM, row.name())
                    .add(" ");
        }
        return line;
    }

    /** The statuses as the guide writes them. */
    static String name(Status status) {
        return switch (status) {
            case PENDING -> "Pending";
            case ACTIVE -> "Active";
            case PROACTIVE -> "Proactive";
            case IN_PROGRESS -> "In Progress";
            case IDLE -> "Idle";
            case CLOSED -> "Closed";
        };
    }

    /** A percentile of microseconds, in milliseconds. */
    static String ms(Histogram histogram, double percentile) {
        return String.valueOf(Math.round(histogram.getValueAtPercentile(percentile) / 1e3));
    }

    /** Counts by status in one line of words. */
    static String words(Map<Status, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> name(count.getKey()) + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String mark(Presence presence) {
        return switch (presence) {
            case ONLINE -> "●";
            case AWAY -> "◐";
            case OFFLINE -> "○";
        };
    }

    private static Ink ink(Presence presence) {
        return switch (presence) {
            case ONLINE -> Ink.GREEN;
            case AWAY -> Ink.YELLOW;
            case OFFLINE -> Ink.DIM;
        };
    }

    private static Ink ink(Status status) {
        return switch (status) {
            case PENDING -> Ink.YELLOW;
            case ACTIVE -> Ink.GREEN;
            case PROACTIVE -> Ink.CYAN;
            case IN_PROGRESS -> Ink.BLUE;
            case IDLE -> Ink.MAGENTA;
            case CLOSED -> Ink.DIM;
        };
    }
}
