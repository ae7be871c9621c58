package org.ticketdesk.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.demo.Demo;
import org.ticketdesk.cli.demo.Summary;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.options.HttpOption;
import org.ticketdesk.cli.options.ManagementOption;
import org.ticketdesk.cli.screen.LiveView;
import org.ticketdesk.cli.screen.PlainView;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.cli.screen.View;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk demo}: a desk that runs, and the people who use it. */
@Command(
        name = "demo",
        description = {
            "Runs a desk with simulated traffic, shows it here and on a page, and checks at the end that nothing was lost.",
            "",
            "Exit code 0 says that every action has exactly one outcome, that deciding the log again in memory gives the same"
                    + " journal and the same status changes, that the views say the same of every ticket, that all that must hold of a"
                    + " desk holds, and, from 8 seconds on, that every row of the rulebook happened. Ctrl-C ends it early, with"
                    + " the same checks."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int ANY_PORT = 0;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "300",
            description = "How long. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--desks",
            paramLabel = "D",
            defaultValue = "3",
            description = "How many desks. Default: ${DEFAULT-VALUE}")
    private int desks;

    @Option(
            names = "--agents",
            paramLabel = "A",
            defaultValue = "4",
            description = "How many agents each desk has. Default: ${DEFAULT-VALUE}")
    private int agents;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "150",
            description = "Actions per second, over all desks. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Decides what people choose to do; when they do it is the clock's to say. Default: another each time")
    private Long seed;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "The port of the page and the API on 127.0.0.1. Default: any free one")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the desk keeps its data. Default: a new folder, which is removed at the end when all is well")
    private Path data;

    @Mixin
    private ManagementOption management;

    @Override
    public Integer call() throws InterruptedException {
        within("--seconds", seconds, 1, 86_400);
        within("--desks", desks, 1, 1_000);
        within("--agents", agents, 1, 1_000);
        within("--rate", rate, 1, 100_000);
        HttpOption.within(spec, "--port", port);
        management.check();
        long dice = seed == null ? System.nanoTime() : seed;
        Ending ending = desk.ending().listen();
        DataFolder folder = DataFolder.open(data == null ? temporary() : data);
        Logs.to(folder.log());
        Summary summary = play(folder, new Demo.Options(seconds, desks, agents, rate, dice), ending);
        PrintWriter out = spec.commandLine().getOut();
        summary.print(out);
        if (!summary.isGood()) {
            throw new CommandFailed("The demonstration went wrong, as said above; its data is in " + folder.path()
                    + ", and its seed was " + dice + ".");
        }
        if (data == null) {
            folder.delete();
        }
        return 0;
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not from " + least + " to " + most);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("ticket-desk-demo-");
        } catch (IOException e) {
            throw new CommandFailed(
                    "No temporary folder could be made (" + e + "): say where to keep the data with --data.");
        }
    }

    private Summary play(DataFolder folder, Demo.Options options, Ending ending) throws InterruptedException {
        try (ManagementServer watching = management.open(ANY_PORT, Watch.PROCESSOR, Watch.PROJECTION);
                LocalDesk running = start(folder, watching.watch(), ending)) {
            spec.commandLine().getOut().println("Open " + running.page());
            spec.commandLine().getOut().flush();
            try (View view = view();
                    Demo demo = new Demo(running, options, view, ending::isAsked)) {
                return demo.play();
            }
        }
    }

    private LocalDesk start(DataFolder folder, Watch watch, Ending ending) throws InterruptedException {
        try (Progress progress = Progress.start()) {
            return LocalDesk.withOwnBroker(
                    folder,
                    new LocalDesk.Ports(0, port),
                    LocalDesk.viewsIn(folder),
                    false,
                    watch,
                    progress::step,
                    ending::isAsked);
        }
    }

    private View view() {
        return Boolean.getBoolean("desk.terminal.out")
                ? LiveView.open()
                : new PlainView(spec.commandLine().getOut());
    }
}
