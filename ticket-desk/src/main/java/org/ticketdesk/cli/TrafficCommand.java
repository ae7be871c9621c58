package org.ticketdesk.cli;

import java.util.concurrent.Callable;
import org.ticketdesk.cli.demo.OngoingTraffic;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk traffic}: the people of the demonstration, on a cluster that exists. */
@Command(
        name = "traffic",
        description = {
            "Plays customers, agents and admins at desks of a cluster that exists, as `desk demo` does.",
            "",
            "Ctrl-C ends it, and switches the clocks of those desks off."
        })
final class TrafficCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--desks",
            paramLabel = "D",
            defaultValue = "3",
            description = "At how many desks. Default: ${DEFAULT-VALUE}")
    private int desks;

    @Option(
            names = "--agents",
            paramLabel = "A",
            defaultValue = "4",
            description = "How many agents each has. Default: ${DEFAULT-VALUE}")
    private int agents;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20",
            description = "Actions per second, over all desks. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Override
    public Integer call() throws InterruptedException {
        within("--desks", desks, 1_000);
        within("--agents", agents, 1_000);
        within("--rate", rate, 100_000);
        Ending ending = desk.ending().listen();
        DeskClients clients = broker.awaited(Watch.unheard(), ending::isAsked);
        try (OngoingTraffic traffic = OngoingTraffic.open(clients, desks, agents, rate)) {
            spec.commandLine().getOut().println("Playing.");
            spec.commandLine().getOut().flush();
            long published = traffic.play(ending::isAsked);
            spec.commandLine().getOut().println("%,d actions were published.".formatted(published));
        }
        return 0;
    }

    private void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not from 1 to " + most);
        }
    }
}
