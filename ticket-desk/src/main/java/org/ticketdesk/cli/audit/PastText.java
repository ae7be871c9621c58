package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.ticketdesk.audit.asof.AgentAsOf;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.audit.asof.TicketAsOf;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;

/** A desk, a ticket or an agent as it was, for people. Stateless. */
final class PastText {
    private PastText() {}

    static void desk(PrintWriter out, PastDesk then) {
        JsonNode desk = AuditJson.of(then.summary());
        out.println("Desk " + then.id() + " " + after(then));
        out.println("Settings: " + settings(desk.get("settings")));
        out.println("Tickets: "
                + desk.get("tickets").properties().stream()
                        .map(status -> status.getValue().asText() + " " + Words.status(status.getKey()))
                        .collect(Collectors.joining(", ")));
        print(out, waiting(desk.get("waitingLine")));
        print(out, agents(desk.get("agents")));
        print(out, tickets(AuditJson.of(then.openTickets())));
    }

    static void ticket(PrintWriter out, PastDesk then, TicketAsOf found) {
        JsonNode ticket = AuditJson.of(found);
        String assignee = Words.text(ticket, "assignee");
        String last = Words.text(ticket, "lastAssignee");
        out.println("Ticket " + found.ticket() + " of desk " + then.id() + " " + after(then));
        out.println(Words.status(found.status()) + " since " + Words.time(ticket, "statusSince")
                + (!assignee.isEmpty() ? ", with " + assignee : last.isEmpty() ? "" : ", last with " + last));
        out.println("Opened " + Words.time(ticket, "openedAt") + " for " + found.customer() + ", " + found.channel()
                + ", priority " + found.priority()
                + (found.followsUp() == null ? "" : ", follows up " + found.followsUp()));
        out.println("Last word: " + found.lastWord() + ", " + Words.time(ticket, "lastWordAt"));
    }

    static void agent(PrintWriter out, PastDesk then, AgentAsOf found) {
        out.println("Agent " + found.agent() + " of desk " + then.id() + " " + after(then));
        out.println(found.presence() + ", load " + found.load() + " of " + found.capacity()
                + (found.ownCapacity() == null ? ", the desk's default" : ", their own")
                + (found.available() ? ", available" : ", not available"));
        Table held = new Table("TICKET", "STATUS", "SINCE", "PRIORITY", "CHANNEL", "CUSTOMER", "ASSIGNEE", "OPENED");
        found.tickets().stream()
                .flatMap(ticket -> then.ticket(ticket).stream())
                .forEach(ticket -> line(held, AuditJson.of(ticket)));
        print(out, held);
    }

    /** Which moment was found: to be said again as it stands, so in UTC and to the millisecond. */
    private static String after(PastDesk then) {
        return "as it was after entry " + then.sequence() + ", of " + AuditJson.time(then.at());
    }

    private static String settings(JsonNode settings) {
        return "idle after " + orOff(settings, "idleAfterMs") + ", close idle after "
                + orOff(settings, "closeIdleAfterMs") + ", In Progress to Pending after "
                + orOff(settings, "inProgressToPendingAfterMs") + ", capacity "
                + Words.text(settings, "defaultCapacity");
    }

    private static String orOff(JsonNode settings, String name) {
        String after = Words.duration(settings, name);
        return after.isEmpty() ? "(off)" : after;
    }

    private static Table waiting(JsonNode line) {
        Table table = new Table("WAITING", "PRIORITY", "SINCE", "CHANNEL", "CUSTOMER");
        line.forEach(ticket -> table.line(
                Words.text(ticket, "ticket"),
                Words.text(ticket, "priority"),
                Words.time(ticket, "since"),
                Words.text(ticket, "channel"),
                Words.text(ticket, "customer")));
        return table;
    }

    private static Table agents(JsonNode agents) {
        Table table = new Table("AGENT", "PRESENCE", "LOAD", "CAPACITY", "TICKETS");
        agents.forEach(agent -> table.line(
                Words.text(agent, "agent"),
                Words.text(agent, "presence"),
                Words.text(agent, "load"),
                Words.text(agent, "capacity"),
                agent.get("tickets").valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))));
        return table;
    }

    private static Table tickets(JsonNode tickets) {
        Table table = new Table("TICKET", "STATUS", "SINCE", "PRIORITY", "CHANNEL", "CUSTOMER", "ASSIGNEE", "OPENED");
        tickets.forEach(ticket -> line(table, ticket));
        return table;
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

    private static void print(PrintWriter out, Table table) {
        if (!table.isEmpty()) {
            out.println();
            table.print(out);
        }
    }
}
