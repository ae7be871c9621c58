package org.ticketdesk.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of the metrics that are the software's own.
 *
 * @param markdown its lines
 * @param undescribed metrics that do not say what they are
 */
record MetricsTable(String markdown, List<String> undescribed) {
    private static final Pattern NAME = Pattern.compile("\\bdesk_[a-z_]+");
    private static final Pattern PLACE =
            Pattern.compile("(?s)(<!-- metrics: written [^>]*-->\n).*?(<!-- metrics: end -->)");

    static MetricsTable of(Scrape scrape) {
        StringBuilder table = new StringBuilder("\n| metric | kind | labels | what it says |\n|---|---|---|---|\n");
        List<String> undescribed = new ArrayList<>();
        scrape.types().forEach((name, type) -> {
            boolean isMaximum = name.endsWith("_max") && scrape.types().containsKey(name.replaceAll("_max$", ""));
            if (name.startsWith("desk_") && !isMaximum) {
                String help = scrape.help().getOrDefault(name, "").strip();
                if (help.isEmpty()) {
                    undescribed.add(name);
                }
                table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                name,
                                type,
                                scrape.labels(name).isEmpty()
                                        ? ""
                                        : "`" + String.join("`, `", scrape.labels(name)) + "`",
                                help));
            }
        });
        return new MetricsTable(table.append('\n').toString(), undescribed);
    }

    /** The page with this table in its place. */
    String into(String page) {
        Matcher place = PLACE.matcher(page);
        if (!place.find()) {
            throw new AssertionError("The page has no place for the table.");
        }
        return page.substring(0, place.end(1)) + markdown + page.substring(place.start(2));
    }

    /** The software's own metrics that a page names beside the table. */
    static Set<String> namesIn(String page) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(PLACE.matcher(page).replaceFirst(""));
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }
}
