package org.ticketdesk.cli.audit;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ticketdesk.audit.asof.AgentAsOf;
import org.ticketdesk.audit.asof.AgentChange;
import org.ticketdesk.audit.asof.Difference;
import org.ticketdesk.audit.asof.SettingChange;
import org.ticketdesk.audit.asof.TicketAsOf;
import org.ticketdesk.audit.asof.TicketChange;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;

/** What is different between two moments, for people. Stateless. */
final class DifferenceText {
    private static final List<TicketChange.What> ONLY_A_MESSAGE = List.of(TicketChange.What.MESSAGE);

    private DifferenceText() {}

    static void print(PrintWriter out, Difference difference) {
        out.println("Desk " + difference.desk() + ", from entry " + difference.fromSequence() + ", of "
                + AuditJson.time(difference.fromAt()) + ", to entry " + difference.toSequence() + ", of "
                + AuditJson.time(difference.toAt()));
        if (difference.isNothing()) {
            out.println("Nothing is different.");
        }
        Table settings = new Table("SETTING", "WAS", "IS");
        difference
                .settings()
                .forEach(change ->
                        settings.line(change.setting(), value(change, change.was()), value(change, change.is())));
        print(out, settings);
        Table agents = new Table("AGENT", "WHAT", "WAS", "IS");
        difference
                .agents()
                .forEach(change -> agents.line(
                        change.agent(), words(change.what()), agent(change, change.was()), agent(change, change.is())));
        print(out, agents);
        Table tickets = new Table("TICKET", "WHAT", "WAS", "IS");
        difference.tickets().stream()
                .filter(change -> !change.what().equals(ONLY_A_MESSAGE))
                .forEach(change ->
                        tickets.line(change.ticket(), words(change.what()), ticket(change.was()), ticket(change.is())));
        print(out, tickets);
        long messages = difference.tickets().stream()
                .filter(change -> change.what().equals(ONLY_A_MESSAGE))
                .count();
        if (messages > 0) {
            out.println();
            out.println("Tickets in which somebody wrote, and nothing else is different: " + messages);
        }
    }

    private static String value(SettingChange change, Long value) {
        if (value == null) {
            return "off";
        }
        return change.setting().endsWith("Ms") ? Words.duration(value) : value.toString();
    }

    private static String agent(AgentChange change, AgentAsOf agent) {
        if (agent == null) {
            return "";
        }
        String held = change.what().contains(AgentChange.What.TICKETS)
                        && !agent.tickets().isEmpty()
                ? ": " + String.join(" ", agent.tickets())
                : "";
        return agent.presence() + ", " + agent.load() + " of " + agent.capacity() + held;
    }

    private static String ticket(TicketAsOf ticket) {
        if (ticket == null) {
            return "";
        }
        return Words.status(ticket.status()) + (ticket.assignee() == null ? "" : ", with " + ticket.assignee()) + ", "
                + ticket.priority();
    }

    private static String words(List<? extends Enum<?>> what) {
        Function<Enum<?>, String> word = each -> each.name().toLowerCase(Locale.ROOT);
        return what.stream().map(word).collect(Collectors.joining(", "));
    }

    private static void print(PrintWriter out, Table table) {
        if (!table.isEmpty()) {
            out.println();
            table.print(out);
        }
    }
}
