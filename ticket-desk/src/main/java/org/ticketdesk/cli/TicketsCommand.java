package org.ticketdesk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.ask.DeskHttp;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;
import org.ticketdesk.cli.options.ServerOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk tickets}: the tickets of a desk. */
@Command(name = "tickets", description = "Lists the tickets of a desk, as the views have them.")
final class TicketsCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "PENDING, ACTIVE, PROACTIVE, IN_PROGRESS, IDLE or CLOSED; several with commas between.")
    private String status;

    @Option(names = "--assignee", paramLabel = "AGENT", description = "Who holds it.")
    private String assignee;

    @Option(names = "--customer", paramLabel = "CUSTOMER", description = "Whose it is.")
    private String customer;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "IN_APP or SOCIAL.")
    private String channel;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "LOW, MEDIUM, HIGH or URGENT.")
    private String priority;

    @Option(names = "--opened-from", paramLabel = "TIME", description = "Opened at this time or later, ISO 8601.")
    private String openedFrom;

    @Option(names = "--opened-to", paramLabel = "TIME", description = "Opened before this time.")
    private String openedTo;

    @Option(names = "--closed-from", paramLabel = "TIME", description = "Closed at this time or later.")
    private String closedFrom;

    @Option(names = "--closed-to", paramLabel = "TIME", description = "Closed before this time.")
    private String closedTo;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "opened, since, changed or closed, downwards with a - before it; or waiting: as they will be"
                    + " served.")
    private String sort;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--limit': " + limit + " is not 1 or more");
        }
        Map<String, String> parameters = new HashMap<>();
        parameters.put("status", status);
        parameters.put("assignee", assignee);
        parameters.put("customer", customer);
        parameters.put("channel", channel);
        parameters.put("priority", priority);
        parameters.put("openedFrom", openedFrom);
        parameters.put("openedTo", openedTo);
        parameters.put("closedFrom", closedFrom);
        parameters.put("closedTo", closedTo);
        parameters.put("sort", sort);
        return server.ask(parameters, this::print);
    }

    private void print(DeskHttp desk, Map<String, String> parameters) {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("TICKET", "STATUS", "SINCE", "PRIORITY", "CHANNEL", "CUSTOMER", "ASSIGNEE", "OPENED");
        int printed = 0;
        JsonNode next;
        do {
            parameters.put("limit", Integer.toString(Math.min(limit - printed, PAGE)));
            JsonNode page = desk.json(new DeskHttp.Path(server.desk(), "tickets"), parameters);
            for (JsonNode ticket : page.get("items")) {
                printed++;
                if (server.asJson()) {
                    out.println(ticket);
                } else {
                    line(table, ticket);
                }
            }
            next = page.get("next");
            parameters.put("cursor", next.asText());
        } while (!next.isNull() && printed < limit);
        if (!server.asJson()) {
            table.print(out);
            if (!next.isNull()) {
                out.println("There are more: say how many with --limit.");
            }
        }
    }

    private static void line(Table table, JsonNode ticket) {
        table.line(
                Words.text(ticket, "ticket"),
                Words.status(Words.text(ticket, "status")),
                Words.time(ticket, "statusSince"),
                Words.text(ticket, "priority"),
                Words.text(ticket, "channel"),
                Words.text(ticket, "customer"),
                Words.text(ticket, "assignee"),
                Words.time(ticket, "openedAt"));
    }
}
