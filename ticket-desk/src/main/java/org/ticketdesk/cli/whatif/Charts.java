package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ticketdesk.events.Status;
import org.ticketdesk.projection.measures.Spread;

/**
 * Charts as inline SVG. Only shapes are in it, stretched to the width that there is; words stand beside it in HTML, so that they keep
 * their size on a phone. Each is told in words too, for those who do not see it. Stateless.
 */
final class Charts {
    static final List<Status> STATUSES =
            List.of(Status.PENDING, Status.ACTIVE, Status.PROACTIVE, Status.IN_PROGRESS, Status.IDLE, Status.CLOSED);

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 200;

    private Charts() {}

    static String styleOf(Status status) {
        return "s-" + status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A measure's p50, p90 and highest as pairs of bars; empty when there is nothing in either telling. */
    static String spread(MeasureLine line) {
        Spread was = line.was();
        Spread might = line.mightHaveBeen();
        if (was.count() == 0 && might.count() == 0) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section class=\"card\"><h3>")
                .append(Html.text(capital(line.name())))
                .append("</h3><div class=\"bars\">");
        bars(html, line.name(), "half, up to", was.p50(), might.p50());
        bars(html, line.name(), "nine of ten, up to", was.p90(), might.p90());
        bars(html, line.name(), "the longest", was.max(), might.max());
        return html.append("</div></section>\n").toString();
    }

    private static void bars(StringBuilder html, String measure, String name, Long was, Long might) {
        long most = Math.max(1, Math.max(was == null ? 0 : was, might == null ? 0 : might));
        html.append("<span class=\"bar-name\">").append(name).append("</span>");
        bar(html, measure + ", " + name + ", as it was", "was", was, most);
        bar(html, measure + ", " + name + ", as it might have been", "might", might, most);
    }

    private static void bar(StringBuilder html, String title, String style, Long value, long most) {
        String said = value == null ? "nothing measured" : Say.duration(value);
        String end = style.equals("might") ? " pair-end" : "";
        html.append(
                "<svg class=\"%s%s\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" role=\"img\"><title>%s</title>"
                        .formatted(style, end, WIDTH, Html.text(title + ": " + said)));
        if (value != null) {
            html.append("<rect class=\"fill\" width=\"%d\" height=\"10\"/>"
                    .formatted(Math.max(2, Math.round((double) value * WIDTH / most))));
        }
        html.append("</svg><span class=\"bar-value")
                .append(end)
                .append("\">")
                .append(said)
                .append("</span>");
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** How many tickets are open over time, in both tellings. */
    static String open(DeskComparison desk) {
        OpenTickets open = desk.open();
        long most = Math.max(
                1,
                Math.max(
                        Arrays.stream(open.was()).max().orElse(0),
                        Arrays.stream(open.mightHaveBeen()).max().orElse(0)));
        String from = Say.time(desk.played().from());
        String to = Say.time(desk.played().to());
        return """
                <section class="card"><h3>Tickets that are open</h3>
                <ul class="legend"><li class="was">as it was</li><li class="might">as it might have been</li></ul>
                <div class="plot"><div class="scale"><span>%d</span><span>0</span></div>
                <svg viewBox="0 0 %d %d" preserveAspectRatio="none" role="img"><title>Tickets that are open, over time</title>
                <desc>As it was, %d at most and %d in the end; as it might have been, %d at most and %d in the end.</desc>
                <path class="grid-line" d="M0 1H%d M0 %d H%d M0 %d H%d"/>
                <path class="line was" d="%s"/><path class="line might" d="%s"/></svg>
                <div class="span"><span>%s</span><span>%s</span></div></div></section>
                """.formatted(
                        most,
                        WIDTH,
                        HEIGHT,
                        Arrays.stream(open.was()).max().orElse(0),
                        open.was()[open.was().length - 1],
                        Arrays.stream(open.mightHaveBeen()).max().orElse(0),
                        open.mightHaveBeen()[open.mightHaveBeen().length - 1],
                        WIDTH,
                        HEIGHT / 2,
                        WIDTH,
                        HEIGHT - 1,
                        WIDTH,
                        steps(open.was(), most),
                        steps(open.mightHaveBeen(), most),
                        from,
                        to);
    }

    private static String steps(long[] counts, long most) {
        StringBuilder path = new StringBuilder();
        for (int step = 0; step < counts.length; step++) {
            long x = (long) step * WIDTH / (counts.length - 1);
            long y = HEIGHT - 2 - counts[step] * (HEIGHT - 4) / most;
            path.append(step == 0 ? "M" + x + " " + y : "H" + x + "V" + y);
        }
        return path.toString();
    }

    /** The ways of a ticket in both tellings, as strips of its statuses on one scale of time. */
    static String ways(TicketDifference ticket) {
        long from = Math.min(
                ticket.was() == null ? Long.MAX_VALUE : ticket.was().openedAt(),
                ticket.mightHaveBeen() == null
                        ? Long.MAX_VALUE
                        : ticket.mightHaveBeen().openedAt());
        long last = Math.max(
                ticket.was() == null ? 0 : ticket.was().last().at(),
                ticket.mightHaveBeen() == null
                        ? 0
                        : ticket.mightHaveBeen().last().at());
        long to = last + Math.max(1, (last - from) / 20);
        return "<div class=\"strips\"><span>was</span>" + strip(ticket.was(), "As it was", from, to)
                + "<span>might have been</span>"
                + strip(ticket.mightHaveBeen(), "As it might have been", from, to)
                + "<div class=\"span\"><span>" + Say.time(from) + "</span><span>" + Say.time(to)
                + "</span></div></div>\n";
    }

    private static String strip(TicketPath path, String telling, long from, long to) {
        StringBuilder svg = new StringBuilder(
                ("<svg viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\" role=\"img\">"
                                + "<title>%s: %s</title>")
                        .formatted(WIDTH, telling, path == null ? "not opened" : Html.text(said(path))));
        if (path != null) {
            List<TicketPath.Stop> stops = path.stops();
            for (int i = 0; i < stops.size(); i++) {
                TicketPath.Stop stop = stops.get(i);
                double x = place(stop.at(), from, to);
                double end = place(i + 1 < stops.size() ? stops.get(i + 1).at() : to, from, to);
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"fill %s\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>",
                        styleOf(stop.status()),
                        x,
                        Math.max(1.5, end - x)));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static double place(long at, long from, long to) {
        return (double) (at - from) * WIDTH / (to - from);
    }

    private static String said(TicketPath path) {
        List<String> said = new ArrayList<>();
        path.stops()
                .forEach(stop -> said.add(Say.status(stop.status().name()) + " since " + Say.time(stop.at())
                        + (stop.holder() == null ? "" : " with " + stop.holder())));
        return String.join(", ", said);
    }
}
