package org.ticketdesk.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a listener says, as Prometheus reads it.
 *
 * @param samples values by name and labels, as they stand in the text
 * @param help by the family's name
 * @param types by the family's name
 */
record Scrape(Map<String, Double> samples, Map<String, String> help, Map<String, String> types) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("(\\S+?(?:\\{.*})?) (\\S+)");

    static Scrape of(ManagementServer server) {
        Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        get(server, "metrics").body().lines().forEach(scrape::read);
        return scrape;
    }

    static HttpResponse<String> get(ManagementServer server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# HELP ")) {
            help.put(words[2], words.length > 3 ? words[3] : "");
        } else if (line.startsWith("# TYPE ")) {
            types.put(words[2], words[3]);
        } else {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("No sample: " + line);
            }
            samples.put(sample.group(1), Double.parseDouble(sample.group(2).replace("+Inf", "Infinity")));
        }
    }

    /** The value of a sample, such as {@code desk_actions_total{outcome="accepted",type="OpenTicket"}}. */
    double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new AssertionError("There is no sample " + sample);
        }
        return value;
    }

    /** Whether there is a sample of this name, whatever its labels. */
    boolean has(String name) {
        return samples.keySet().stream().anyMatch(sample -> sample.equals(name) || sample.startsWith(name + "{"));
    }

    /** The sum over all labels. */
    double sum(String name) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The names of a family's labels. */
    SortedSet<String> labels(String family) {
        SortedSet<String> labels = new TreeSet<>();
        for (String sample : samples.keySet()) {
            if (sample.startsWith(family + "{")
                    || sample.matches(Pattern.quote(family) + "_(bucket|count|sum|max)\\{.*")) {
                Matcher label = Pattern.compile("[{,]([a-z_]+)=\"").matcher(sample);
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        }
        labels.remove("le");
        return labels;
    }
}
