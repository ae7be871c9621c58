package org.ticketdesk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.ticketdesk.cli.ask.DeskHttp;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;
import org.ticketdesk.cli.options.ServerOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code desk measures}: how a desk did. */
@Command(
        name = "measures",
        description =
                "Shows how a desk did in a range of time; what each measure is: docs/measures.md. Of many groups only what was"
                        + " measured is shown.")
final class MeasuresCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this time on, ISO 8601. Default: 24 hours before")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this time. Default: the desk's last entry")
    private String to;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            defaultValue = "desk",
            description = "desk, agent, channel or hour. Default: ${DEFAULT-VALUE}")
    private String by;

    @Override
    public Integer call() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("by", by);
        return server.ask(parameters, this::print);
    }

    private void print(DeskHttp desk, Map<String, String> parameters) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode found = desk.json(new DeskHttp.Path(server.desk(), "measures"), parameters);
        if (server.asJson()) {
            out.println(found);
            return;
        }
        JsonNode now = found.get("now");
        out.printf(
                "Now: %s Pending%s, %s Active%n",
                Words.text(now, "pending"),
                now.hasNonNull("oldestPendingSince")
                        ? ", the oldest since " + Words.time(now, "oldestPendingSince")
                        : "",
                Words.text(now, "active"));
        out.printf("From %s to %s:%n", Words.time(found, "from"), Words.time(found, "to"));
        Table table = new Table("GROUP", "MEASURE", "COUNT", "MEAN", "P50", "P90", "P99", "MAX");
        for (JsonNode group : found.get("groups")) {
            String key = Words.text(group, "key");
            count(table, key, "opened", group.get("opened"));
            count(table, key, "reopened", group.get("reopened"));
            count(table, key, "closed", group.get("closed"));
            durations(table, key, "waiting", group.get("waiting"));
            durations(table, key, "first response", group.get("firstResponse"));
            durations(table, key, "conversation", group.get("conversation"));
            durations(table, key, "time to close", group.get("timeToClose"));
            group.path("inStatus")
                    .properties()
                    .forEach(status -> durations(table, key, Words.status(status.getKey()), status.getValue()));
            JsonNode assignments = group.get("assignments");
            count(table, key, "assignments", assignments.get("count"));
            durations(table, key, "  first response", assignments.get("firstResponse"));
            durations(table, key, "  length", assignments.get("length"));
            numbers(table, key, "  responses", assignments.get("responses"));
        }
        table.print(out);
    }

    private boolean isShown(JsonNode count) {
        return by.equals("desk") || count.asLong() > 0;
    }

    private void count(Table table, String key, String measure, JsonNode count) {
        if (isShown(count)) {
            table.line(key, measure, count.asText(), "", "", "", "", "");
        }
    }

    private void durations(Table table, String key, String measure, JsonNode values) {
        line(table, key, measure, values, Words::duration);
    }

    private void numbers(Table table, String key, String measure, JsonNode values) {
        line(table, key, measure, values, Words::text);
    }

    private void line(
            Table table, String key, String measure, JsonNode values, BiFunction<JsonNode, String, String> words) {
        if (isShown(values.get("count"))) {
            table.line(
                    key,
                    measure,
                    Words.text(values, "count"),
                    words.apply(values, "mean"),
                    words.apply(values, "p50"),
                    words.apply(values, "p90"),
                    words.apply(values, "p99"),
                    words.apply(values, "max"));
        }
    }
}
