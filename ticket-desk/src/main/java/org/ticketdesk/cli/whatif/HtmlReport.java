package org.ticketdesk.cli.whatif;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ticketdesk.audit.whatif.Played;
import org.ticketdesk.audit.whatif.RefusedNow;
import org.ticketdesk.audit.whatif.Scenario;

/**
 * The comparison as one HTML file that needs nothing else: the page's colours, charts, and every number in a table beside them.
 *
 * @param scenario what might have been otherwise
 * @param place what the place of an action is called: "line" or "offset"
 */
public record HtmlReport(Scenario scenario, String place) {
    private static final int DRAWN = 20;
    private static final int LISTED = 1_000;
    private static final List<String> DRAWN_MEASURES =
            List.of("waiting time", "first response", "conversation time", "time to close");

    /** The whole file. */
    public String of(List<DeskComparison> desks) {
        StringBuilder html = new StringBuilder();
        html.append("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>What if</title><style>
                """)
                .append(resource("/page/tokens.css"))
                .append(resource("/whatif/report.css"))
                .append("</style></head><body><main>\n<h1>What if</h1>\n")
                .append("<p class=\"quiet\">The same past, played through the rulebook twice. Times are in UTC.</p>\n")
                .append("<ul class=\"what\">");
        Say.scenario(scenario)
                .forEach(each -> html.append("<li>").append(Html.text(each)).append("</li>"));
        html.append("</ul>\n");
        if (desks.size() > 1) {
            html.append("<nav aria-label=\"Desks\"><ul>");
            for (DeskComparison desk : desks) {
                String name = Html.text(desk.played().desk());
                html.append("<li><a href=\"#desk-%s\">%s</a> <span class=\"quiet\">%d</span></li>"
                        .formatted(name, name, desk.differing().size()));
            }
            html.append("</ul></nav>\n");
        }
        desks.forEach(desk -> desk(html, desk));
        return html.append("</main></body></html>\n").toString();
    }

    private void desk(StringBuilder html, DeskComparison desk) {
        Played played = desk.played();
        String name = Html.text(played.desk());
        html.append("<section id=\"desk-%s\"><h2>%s</h2>\n<p class=\"quiet\">%s to %s, %d actions</p>\n"
                .formatted(name, name, Say.time(played.from()), Say.time(played.to()), played.actions()));
        figures(html, desk);
        html.append("<p>").append(Html.text(Say.timers(desk))).append("</p>\n");
        outcomes(html, desk);
        html.append(Charts.open(desk));
        html.append(
                        "<ul class=\"legend\"><li class=\"was\">as it was</li><li class=\"might\">as it might have been</li>")
                .append("</ul><div class=\"grid\">\n");
        desk.whole().lines().stream()
                .filter(line -> DRAWN_MEASURES.contains(line.name()))
                .forEach(line -> html.append(Charts.spread(line)));
        html.append("</div>\n<details><summary>Every measure in numbers</summary>");
        measures(html, "Measures of the desk", desk.whole());
        html.append("</details>\n");
        groups(html, desk);
        tickets(html, desk);
        html.append("</section>\n");
    }

    private static void figures(StringBuilder html, DeskComparison desk) {
        Map<TicketDifference.Closing, Long> closings = desk.closings();
        html.append("<dl class=\"figures\">");
        figure(html, "tickets", desk.tickets());
        figure(html, "that differ", desk.differing().size());
        figure(html, "closed earlier", closings.get(TicketDifference.Closing.EARLIER));
        figure(html, "closed later", closings.get(TicketDifference.Closing.LATER));
        figure(html, "closed, and were not", closings.get(TicketDifference.Closing.ONLY_NOW));
        figure(html, "not closed, and were", closings.get(TicketDifference.Closing.NO_MORE));
        figure(html, "held by others", desk.heldByOthers());
        figure(html, "actions that could not have happened so", desk.played().impossible());
        html.append("</dl>\n");
    }

    private static void figure(StringBuilder html, String name, long count) {
        html.append("<div><dt>%s</dt><dd>%d</dd></div>".formatted(name, count));
    }

    private void outcomes(StringBuilder html, DeskComparison desk) {
        Played played = desk.played();
        html.append("<p>").append(Html.text(Say.outcomes(desk))).append("</p>\n");
        played.notes()
                .forEach(note -> html.append("<p class=\"later\">")
                        .append(Html.text(note))
                        .append("</p>\n"));
        if (!played.firstRefused().isEmpty()) {
            html.append("<details><summary>The first of them</summary>");
            Rows rows = new Rows(
                    html, "Actions that could not have happened so", place, "time", "action", "by", "ticket", "why");
            for (RefusedNow each : played.firstRefused()) {
                rows.row(
                        Long.toString(each.place()),
                        Say.time(each.at()),
                        each.type(),
                        each.actor(),
                        Objects.requireNonNullElse(each.ticket(), ""),
                        each.detail());
            }
            rows.end();
            html.append("</details>\n");
        }
    }

    private static void groups(StringBuilder html, DeskComparison desk) {
        if (!desk.groups().isEmpty()) {
            html.append("<h3>By ").append(desk.by()).append("</h3>\n");
            for (MeasuredGroup group : desk.groups()) {
                html.append("<details><summary>").append(Html.text(group.key())).append("</summary>");
                measures(html, "Measures of " + group.key(), group);
                html.append("</details>\n");
            }
        }
    }

    private static void measures(StringBuilder html, String caption, MeasuredGroup group) {
        Rows rows = new Rows(html, caption, "measure", "", "count", "mean", "p50", "p90", "p99", "max").numbersFrom(2);
        for (MeasureLine line : group.lines()) {
            if (line.isSame()) {
                rows.row(line.name(), "both", Say.numbers(line.kind(), line.was()));
            } else {
                rows.row(line.name(), "was", Say.numbers(line.kind(), line.was()));
                rows.row("", "might have been", Say.numbers(line.kind(), line.mightHaveBeen()));
                rows.row("", "difference", Say.differences(line));
            }
        }
        rows.end();
    }

    private static void tickets(StringBuilder html, DeskComparison desk) {
        List<TicketDifference> all = desk.differing();
        html.append("<section class=\"card\"><h3>The tickets that differ most</h3>\n");
        if (all.isEmpty()) {
            html.append("<p>No ticket differs.</p></section>\n");
            return;
        }
        html.append("<ul class=\"legend\">");
        Charts.STATUSES.forEach(status ->
                html.append("<li class=\"%s\">%s</li>".formatted(Charts.styleOf(status), Say.status(status.name()))));
        html.append("</ul>\n");
        for (TicketDifference each : all.subList(0, Math.min(DRAWN, all.size()))) {
            html.append(
                    "<article class=\"ticket\"><header><span class=\"id\">%s</span><span class=\"%s\">%s</span></header>\n"
                            .formatted(
                                    Html.text(each.ticket()),
                                    styleOf(each.closing()),
                                    Html.text(String.join(" · ", Say.differences(each)))));
            html.append(Charts.ways(each)).append("</article>\n");
        }
        closedEarlier(html, all);
        int listed = Math.min(LISTED, all.size());
        html.append("<details%s><summary>%s</summary>"
                .formatted(
                        all.size() > DRAWN ? "" : " open",
                        listed < all.size()
                                ? "The first " + listed + " of " + all.size() + " tickets that differ, as a table"
                                : "All " + listed + " tickets that differ, as a table"));
        Rows rows = new Rows(
                html,
                "Tickets that differ",
                "ticket",
                "in the end",
                "closing",
                "closed at",
                "waited",
                "first response",
                "held by");
        for (TicketDifference each : all.subList(0, listed)) {
            rows.row(
                    each.ticket(),
                    Say.both(Say.lastStatus(each.was()), Say.lastStatus(each.mightHaveBeen())),
                    Say.closing(each),
                    Say.both(Say.closed(each.was()), Say.closed(each.mightHaveBeen())),
                    Say.both(Say.waited(each.was()), Say.waited(each.mightHaveBeen())),
                    Say.both(Say.firstResponse(each.was()), Say.firstResponse(each.mightHaveBeen())),
                    Say.both(Say.holders(each.was()), Say.holders(each.mightHaveBeen())));
        }
        rows.end();
        html.append("</details></section>\n");
    }

    private static void closedEarlier(StringBuilder html, List<TicketDifference> all) {
        List<TicketDifference> earlier = all.stream()
                .filter(each -> each.closing() == TicketDifference.Closing.EARLIER)
                .toList();
        if (earlier.isEmpty()) {
            return;
        }
        html.append("<details open><summary>Closed earlier</summary>");
        int listed = Math.min(LISTED, earlier.size());
        Rows rows = new Rows(
                html,
                listed + " of " + earlier.size() + " tickets that would have been closed earlier",
                "ticket",
                "earlier by",
                "closed at, as it was",
                "as it might have been",
                "held by");
        for (TicketDifference each : earlier.subList(0, listed)) {
            rows.row(
                    each.ticket(),
                    Say.duration(-each.closedLaterMs()),
                    Say.closed(each.was()),
                    Say.closed(each.mightHaveBeen()),
                    Say.both(Say.holders(each.was()), Say.holders(each.mightHaveBeen())));
        }
        rows.end();
        html.append("</details>\n");
    }

    private static String styleOf(TicketDifference.Closing closing) {
        return switch (closing) {
            case EARLIER, ONLY_NOW -> "earlier";
            case LATER -> "later";
            case NO_MORE -> "gone";
            case SAME -> "differently";
        };
    }

    private static String resource(String name) {
        try (InputStream found = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
