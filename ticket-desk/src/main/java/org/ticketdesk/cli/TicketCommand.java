package org.ticketdesk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.ask.DeskHttp;
import org.ticketdesk.cli.ask.Story;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;
import org.ticketdesk.cli.options.ServerOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code desk ticket}: one ticket, and its story. */
@Command(
        name = "ticket",
        description =
                "Shows a ticket as the views have it, and its story: each change with its row, who caused it, and how"
                        + " long the status before had lasted; refused attempts too.")
final class TicketCommand implements Callable<Integer> {
    private static final String PAGE = "500";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server;

    @Parameters(index = "1", paramLabel = "TICKET", description = "The ticket.")
    private String ticket;

    @Override
    public Integer call() {
        return server.ask(Map.of("limit", PAGE), this::print);
    }

    private void print(DeskHttp desk, Map<String, String> parameters) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode found = desk.json(new DeskHttp.Path(server.desk(), "tickets", ticket), Map.of());
        if (server.asJson()) {
            out.println(found);
        } else {
            head(out, found);
        }
        Table story = new Table("AT", "WHO", "WHAT");
        desk.each(new DeskHttp.Path(server.desk(), "tickets", ticket, "history"), parameters, entry -> {
            if (server.asJson()) {
                out.println(entry);
            } else {
                Story.tell(entry, story::line);
            }
        });
        if (!server.asJson()) {
            out.println();
            story.print(out);
        }
    }

    private static void head(PrintWriter out, JsonNode ticket) {
        String assignee = Words.text(ticket, "assignee");
        out.printf(
                "%s is %s since %s%s%n",
                Words.text(ticket, "ticket"),
                Words.status(Words.text(ticket, "status")),
                Words.time(ticket, "statusSince"),
                assignee.isEmpty() ? "" : ", with " + assignee);
        out.printf(
                "Opened %s for %s, %s, priority %s; reopened %s times%n",
                Words.time(ticket, "openedAt"),
                Words.text(ticket, "customer"),
                Words.text(ticket, "channel"),
                Words.text(ticket, "priority"),
                Words.text(ticket, "reopenings"));
        Table cycles = new Table("CYCLE", "BEGAN", "CLOSED", "WAITING", "FIRST RESPONSE", "CONVERSATION", "TO CLOSE");
        for (JsonNode cycle : ticket.get("cycles")) {
            cycles.line(
                    Words.text(cycle, "cycle"),
                    Words.time(cycle, "beganAt"),
                    Words.time(cycle, "closedAt"),
                    Words.duration(cycle, "waitingMs"),
                    Words.duration(cycle, "firstResponseMs"),
                    Words.duration(cycle, "conversationMs"),
                    Words.duration(cycle, "toCloseMs"));
        }
        out.println();
        cycles.print(out);
        Table assignments = new Table("AGENT", "FROM", "BY", "UNTIL", "BY", "FIRST RESPONSE", "RESPONSES");
        for (JsonNode assignment : ticket.get("assignments")) {
            assignments.line(
                    Words.text(assignment, "agent"),
                    Words.time(assignment, "beganAt"),
                    Words.text(assignment, "beganBy"),
                    Words.time(assignment, "endedAt"),
                    Words.text(assignment, "endedBy"),
                    Words.duration(assignment, "firstResponseMs"),
                    Words.text(assignment, "responses"));
        }
        if (!assignments.isEmpty()) {
            out.println();
            assignments.print(out);
        }
    }
}
