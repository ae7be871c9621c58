package org.ticketdesk.cli;

import java.util.Map;
import org.ticketdesk.cli.audit.AuditCommand;
import org.ticketdesk.cli.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code desk} command: what {@code bin/desk} starts. */
@Command(
        name = "desk",
        description = "A ticket lifecycle engine for support desks, event-sourced on Kafka.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            TrafficCommand.class,
            PublishCommand.class,
            RedriveCommand.class,
            TailCommand.class,
            TopicsCommand.class,
            ProcessorCommand.class,
            ProjectionCommand.class,
            HealthCommand.class,
            RebuildCommand.class,
            RebuildStateCommand.class,
            TicketCommand.class,
            TicketsCommand.class,
            AgentsCommand.class,
            MeasuresCommand.class,
            TokenCommand.class,
            AuditCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use. Errors are one line on standard error.",
            "Start with: desk demo"
        })
public final class Desk implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Ending ending;

    Desk(Ending ending) {
        this.ending = ending;
    }

    /** Runs the command, and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Ending ending = Ending.onSignals();
        ending.exit(commandLine(ending, System.getenv()).execute(args));
    }

    /**
     * The command with all its subcommands.
     *
     * @param ending says when the person at the terminal has seen enough
     * @param environment the variables that settings are taken from
     */
    static CommandLine commandLine(Ending ending, Map<String, String> environment) {
        CommandLine line = new CommandLine(new Desk(ending));
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(OneLine::wrongUse);
        line.setExecutionExceptionHandler(OneLine::failure);
        Settings.connect(line, environment);
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        line.getSubcommands().values().forEach(Desk::addHelp);
    }

    Ending ending() {
        return ending;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** {@code --help}, on every command. */
    @Command
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        private boolean wanted;
    }
}
