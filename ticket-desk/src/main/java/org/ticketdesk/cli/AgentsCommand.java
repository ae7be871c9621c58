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
import picocli.CommandLine.Spec;

/** {@code desk agents}: who serves a desk. */
@Command(name = "agents", description = "Lists the agents of a desk, with presence, load and capacity.")
final class AgentsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server;

    @Option(names = "--left", description = "Those who have left too.")
    private boolean left;

    @Override
    public Integer call() {
        Map<String, String> parameters = new HashMap<>(Map.of("limit", "500"));
        parameters.put("left", left ? "true" : null);
        return server.ask(parameters, this::print);
    }

    private void print(DeskHttp desk, Map<String, String> parameters) {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("AGENT", "PRESENCE", "SINCE", "LOAD", "CAPACITY", "IDLE", "PROACTIVE", "LEFT");
        desk.each(new DeskHttp.Path(server.desk(), "agents"), parameters, agent -> {
            if (server.asJson()) {
                out.println(agent);
            } else {
                line(table, agent);
            }
        });
        if (!server.asJson()) {
            table.print(out);
        }
    }

    private static void line(Table table, JsonNode agent) {
        JsonNode holding = agent.get("holding");
        table.line(
                Words.text(agent, "agent"),
                Words.text(agent, "presence"),
                Words.time(agent, "presenceSince"),
                Words.text(agent, "load"),
                Words.text(agent, "capacity"),
                Words.text(holding, "IDLE"),
                Words.text(holding, "PROACTIVE"),
                Words.time(agent, "leftAt"));
    }
}
