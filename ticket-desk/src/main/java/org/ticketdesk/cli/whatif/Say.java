package org.ticketdesk.cli.whatif;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ticketdesk.audit.whatif.Joining;
import org.ticketdesk.audit.whatif.Scenario;
import org.ticketdesk.cli.ask.Words;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.projection.measures.Spread;

/** What the reports say in words, the same in all of them. */
final class Say {
    private Say() {}

    static String status(String status) {
        return Words.status(status);
    }

    /** In UTC, to the second. */
    static String time(long at) {
        return Instant.ofEpochSecond(Math.floorDiv(at, 1000))
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }

    static String duration(Long ms) {
        return ms == null ? "" : Words.duration(ms);
    }

    /** With its sign; "same" for none. */
    static String difference(Long ms) {
        return ms == null ? "" : ms == 0 ? "same" : (ms > 0 ? "+" : "-") + Words.duration(Math.abs(ms));
    }

    /** The six numbers of a measure: its count, mean, p50, p90, p99 and highest. */
    static List<String> numbers(MeasureLine.Kind kind, Spread spread) {
        return List.of(
                Long.toString(spread.count()),
                switch (kind) {
                    case COUNT -> "";
                    case TIME -> spread.mean() == null ? "" : Words.duration(Math.round(spread.mean()));
                    case NUMBER -> spread.mean() == null ? "" : spread.mean().toString();
                },
                value(kind, spread.p50()),
                value(kind, spread.p90()),
                value(kind, spread.p99()),
                value(kind, spread.max()));
    }

    private static String value(MeasureLine.Kind kind, Long value) {
        return value == null ? "" : kind == MeasureLine.Kind.TIME ? Words.duration(value) : value.toString();
    }

    /** The same of a difference, with signs. */
    static List<String> differences(MeasureLine line) {
        Spread difference = line.difference();
        return List.of(
                signed(difference.count()),
                switch (line.kind()) {
                    case COUNT -> "";
                    case TIME -> difference.mean() == null ? "" : difference(Math.round(difference.mean()));
                    case NUMBER ->
                        difference.mean() == null
                                ? ""
                                : (difference.mean() > 0 ? "+" : "")
                                        + difference.mean().toString();
                },
                signed(line.kind(), difference.p50()),
                signed(line.kind(), difference.p90()),
                signed(line.kind(), difference.p99()),
                signed(line.kind(), difference.max()));
    }

    private static String signed(MeasureLine.Kind kind, Long value) {
        return value == null ? "" : kind == MeasureLine.Kind.TIME ? difference(value) : signed(value);
    }

    private static String signed(long value) {
        return value > 0 ? "+" + value : value == 0 ? "same" : Long.toString(value);
    }

    /** What a scenario says, each thing in a sentence without its stop. */
    static List<String> scenario(Scenario scenario) {
        List<String> said = new ArrayList<>();
        clock(said, "idle after", scenario.settings().idleAfterMs());
        clock(said, "Idle closed after", scenario.settings().closeIdleAfterMs());
        clock(said, "In Progress to Pending after", scenario.settings().inProgressToPendingAfterMs());
        if (scenario.settings().defaultCapacity() != null) {
            said.add("default capacity " + scenario.settings().defaultCapacity());
        }
        new TreeMap<>(scenario.capacities())
                .forEach((agent, capacity) -> said.add(agent + " with capacity " + capacity));
        scenario.without().stream().sorted().forEach(agent -> said.add("without " + agent));
        scenario.agents().forEach(each -> said.add(joining(each)));
        return said.isEmpty() ? List.of("nothing otherwise") : said;
    }

    private static void clock(List<String> said, String what, Long ms) {
        if (ms != null) {
            said.add(ms == Settings.OFF ? what.replace(" after", " never") : what + " " + Words.duration(ms));
        }
    }

    private static String joining(Joining each) {
        return each.agent() + " joins, " + each.presence().name().toLowerCase(Locale.ROOT)
                + (each.capacity() == null ? "" : ", with capacity " + each.capacity())
                + (each.from() == null ? "" : ", at " + time(each.from()));
    }

    /** How a ticket's closing differs. */
    static String closing(TicketDifference ticket) {
        return switch (ticket.closing()) {
            case EARLIER -> "closed " + Words.duration(-ticket.closedLaterMs()) + " earlier";
            case LATER -> "closed " + Words.duration(ticket.closedLaterMs()) + " later";
            case ONLY_NOW -> "closed, and was not";
            case NO_MORE -> "not closed, and was";
            case SAME -> ticket.was() == null || ticket.was().closedAt() == null ? "not closed" : "closed as it was";
        };
    }

    /** What differs in a ticket, each thing in a few words; its way alone when it is nothing else. */
    static List<String> differences(TicketDifference ticket) {
        TicketPath was = ticket.was();
        TicketPath might = ticket.mightHaveBeen();
        if (was == null || might == null) {
            return List.of(was == null ? "opened, and was not" : "not opened, and was");
        }
        List<String> said = new ArrayList<>();
        if (ticket.closing() != TicketDifference.Closing.SAME) {
            said.add(closing(ticket));
        }
        said.addAll(apart("waited", "held", was.waitedMs(), might.waitedMs(), "more", "less"));
        said.addAll(apart("answered", "answered", was.firstResponseMs(), might.firstResponseMs(), "later", "sooner"));
        if (ticket.isHeldByOthers() && !might.holders().isEmpty()) {
            said.add("held by " + (was.holders().isEmpty() ? holders(might) : both(holders(was), holders(might))));
        }
        return said.isEmpty() ? List.of("at other times in its statuses") : said;
    }

    private static List<String> apart(String did, String was, Long before, Long after, String more, String less) {
        if (before == null && after == null || before != null && before.equals(after)) {
            return List.of();
        }
        if (before == null) {
            return List.of(was + " after " + Words.duration(after) + ", and never was");
        }
        if (after == null) {
            return List.of("never " + was + ", and was after " + Words.duration(before));
        }
        long by = after - before;
        return List.of(did + " " + Words.duration(Math.abs(by)) + " " + (by > 0 ? more : less));
    }

    /** Both values, or the one that both have. */
    static String both(String was, String might) {
        String before = was.isEmpty() ? "-" : was;
        String after = might.isEmpty() ? "-" : might;
        return before.equals(after) ? (was.isEmpty() ? "" : was) : before + " → " + after;
    }

    static String holders(TicketPath path) {
        return path == null ? "" : String.join(", ", path.holders());
    }

    static String lastStatus(TicketPath path) {
        return path == null ? "not opened" : status(path.last().status().name());
    }

    static String waited(TicketPath path) {
        return path == null ? "" : duration(path.waitedMs());
    }

    static String firstResponse(TicketPath path) {
        return path == null ? "" : duration(path.firstResponseMs());
    }

    static String closed(TicketPath path) {
        return path == null || path.closedAt() == null ? "" : time(path.closedAt());
    }

    /** What to know of the timers. */
    static String timers(DeskComparison desk) {
        var played = desk.played();
        String both = "Timers fire at their deadlines in both: " + played.timers() + " as it was, " + played.timersNow()
                + " as it might have been.";
        if (played.timersOfTheLog() == 0) {
            return both;
        }
        return both + " The log's own " + played.timersOfTheLog() + " were left out; "
                + (played.late() == 0 ? "none" : Long.toString(played.late()))
                + " of them came more than a second late, the latest by "
                + Words.duration(Math.max(0, played.latestMs()))
                + ".";
    }

    /** How many outcomes differ. */
    static String outcomes(DeskComparison desk) {
        var played = desk.played();
        StringBuilder said = new StringBuilder();
        said.append(played.impossible() == 0 ? "Every action that was accepted would be so again" : "");
        if (played.impossible() > 0) {
            said.append(played.impossible())
                    .append(played.impossible() == 1 ? " action" : " actions")
                    .append(" could not have happened so: refused for ")
                    .append(reasons(played.refusedNow()));
        }
        if (played.acceptedNow() > 0) {
            said.append("; ").append(played.acceptedNow()).append(" that were refused are accepted");
        }
        if (played.leftOut() > 0) {
            said.append("; ").append(played.leftOut()).append(" are left out");
        }
        return said.append('.').toString();
    }

    private static String reasons(Map<?, Long> reasons) {
        return String.join(
                ", ",
                reasons.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .toList());
    }
}
