package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.List;

/** A table in HTML, written line by line; it scrolls by itself where it is too wide. Not thread-safe. */
final class Rows {
    private final StringBuilder html;
    private final List<String> heads;
    private final String caption;
    private int numbers = Integer.MAX_VALUE;
    private boolean begun;

    Rows(StringBuilder html, String caption, String... heads) {
        this.html = html;
        this.caption = caption;
        this.heads = List.of(heads);
    }

    /** From this column on, from 0, the cells are numbers. */
    Rows numbersFrom(int column) {
        numbers = column;
        return this;
    }

    void row(String first, String second, List<String> more) {
        List<String> cells = new ArrayList<>(List.of(first, second));
        cells.addAll(more);
        row(cells.toArray(String[]::new));
    }

    void row(String... cells) {
        begin();
        html.append(cells.length > 1 && cells[1].equals("difference") ? "<tr class=\"difference\">" : "<tr>");
        for (int column = 0; column < cells.length; column++) {
            if (column == 0 && !cells[0].isEmpty()) {
                html.append("<th scope=\"row\">").append(Html.text(cells[0])).append("</th>");
            } else {
                html.append(column >= numbers ? "<td class=\"number\">" : "<td>")
                        .append(Html.text(cells[column]))
                        .append("</td>");
            }
        }
        html.append("</tr>\n");
    }

    void end() {
        begin();
        html.append("</tbody></table></div>\n");
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        html.append(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><caption>%s</caption><thead><tr>"
                        .formatted(Html.text(caption), Html.text(caption)));
        for (int column = 0; column < heads.size(); column++) {
            html.append(column >= numbers ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">")
                    .append(heads.get(column))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
    }
}
