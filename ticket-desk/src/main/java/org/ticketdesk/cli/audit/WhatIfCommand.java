package org.ticketdesk.cli.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.whatif.ActionLines;
import org.ticketdesk.audit.whatif.DeskLog;
import org.ticketdesk.audit.whatif.PastAction;
import org.ticketdesk.audit.whatif.Scenario;
import org.ticketdesk.audit.whatif.ScenarioJson;
import org.ticketdesk.audit.whatif.WrongPastException;
import org.ticketdesk.audit.whatif.WrongScenarioException;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.ArchiveOption;
import org.ticketdesk.cli.options.SettingsOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.cli.whatif.Comparing;
import org.ticketdesk.cli.whatif.DeskComparison;
import org.ticketdesk.cli.whatif.HtmlReport;
import org.ticketdesk.cli.whatif.JsonReport;
import org.ticketdesk.cli.whatif.TextReport;
import org.ticketdesk.projection.measures.By;
import org.ticketdesk.projection.measures.TooMuchMeasuredException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit what-if}: the same past with other settings, capacities or agents. */
@Command(
        name = "what-if",
        description = {
            "Plays a desk's past twice, as it was and as it might have been, and compares.",
            "",
            "The past is the log of a desk, or a file of actions with --actions, without any Kafka. What might have been otherwise"
                    + " is said by options, or by a scenario in a file:",
            "",
            "{\"settings\": {\"idleAfterMs\": 300000, \"closeIdleAfterMs\": null, \"defaultCapacity\": 3},",
            " \"capacities\": {\"bob\": 8}, \"without\": [\"eve\"],",
            " \"agents\": [{\"agent\": \"zoe\", \"capacity\": 4, \"presence\": \"ONLINE\", \"from\": \"2026-11-22T10:00:00Z\"}]}",
            "",
            "In both tellings the timers of the log are left out, and those that are due fire at their deadlines, by the times of"
                    + " the actions. So an empty scenario makes no difference. What each measure is: docs/measures.md."
        })
final class WhatIfCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption archive;

    @Option(
            names = "--desk",
            paramLabel = "DESK",
            description = "The desk; with --actions all desks of the file, unless given")
    private String desk;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description =
                    "A file of actions instead of a broker: JSON lines in time order, as `desk publish` takes them, each with"
                            + " its occurredAt")
    private Path actions;

    @Option(names = "--scenario", paramLabel = "FILE", description = "What might have been otherwise, as JSON")
    private Path scenarioFile;

    @Mixin
    private SettingsOption settings;

    @Option(
            names = "--run-on",
            paramLabel = "TIME",
            converter = SettingsOption.Length.class,
            description =
                    "Go on for so long after the last action, such as 24h, so that timers fire; 365d at most. Default: end"
                            + " with it")
    private Duration runOn = Duration.ZERO;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "Group the measures by agent, channel or hour too; by hour, a past of 31 days at most")
    private By by;

    @Option(
            names = "--tickets",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many tickets to show, those that differ most. Default: ${DEFAULT-VALUE}")
    private int tickets;

    @Option(names = "--json", description = "Print the answer as JSON, a desk on a line, with all tickets that differ.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report with charts too, that needs nothing but a browser")
    private Path html;

    private long played;

    @Override
    public Integer call() throws IOException {
        if (desk == null && actions == null) {
            throw wrong("Found neither --desk nor --actions, expected one of them");
        }
        if (tickets < 0) {
            throw wrong("Invalid value for option '--tickets': " + tickets + " is not 0 or more");
        }
        Scenario scenario = scenario().with(settings.asked());
        List<DeskComparison> desks = compared(scenario);
        if (desks.isEmpty()) {
            throw new CommandFailed("Found no action"
                    + (desk == null ? "" : " of the desk " + desk)
                    + (actions == null ? " in the log" : " in " + actions)
                    + ", expected some: see that the desk's name is right.");
        }
        report(scenario, desks);
        return 0;
    }

    private Scenario scenario() throws IOException {
        if (scenarioFile == null) {
            return Scenario.AS_IT_WAS;
        }
        try {
            return ScenarioJson.read(Files.readString(scenarioFile));
        } catch (WrongScenarioException e) {
            throw wrong(scenarioFile + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw wrong(scenarioFile + ": found bytes that are not UTF-8, expected JSON in UTF-8");
        } catch (NoSuchFileException e) {
            throw wrong("Invalid value for option '--scenario': '" + scenarioFile + "' is no file that can be read");
        }
    }

    private List<DeskComparison> compared(Scenario scenario) throws IOException {
        Comparing comparing = new Comparing(scenario, by);
        try (Progress progress = Progress.start()) {
            if (actions == null) {
                try (Archive opened = archive.open()) {
                    DeskLog.read(opened, desk, past -> play(comparing, past, progress));
                }
            } else {
                readLines(comparing, progress);
            }
            progress.step("Comparing");
            return comparing.end(runOn);
        } catch (TooMuchMeasuredException e) {
            throw new CommandFailed("This past is too long to be measured at once: " + e.getMessage() + ".");
        }
    }

    private void readLines(Comparing comparing, Progress progress) throws IOException {
        if (!Files.isRegularFile(actions) || !Files.isReadable(actions)) {
            throw wrong("Invalid value for option '--actions': '" + actions + "' is no file that can be read");
        }
        try (BufferedReader lines = Files.newBufferedReader(actions)) {
            ActionLines.read(lines, past -> {
                if (desk == null || desk.equals(past.action().getDesk())) {
                    play(comparing, past, progress);
                }
            });
        } catch (WrongPastException e) {
            throw wrong(actions + ": " + e.getMessage());
        }
    }

    private void play(Comparing comparing, PastAction past, Progress progress) {
        comparing.play(past);
        played++;
        if (played % 10_000 == 0) {
            progress.step(played + " actions played");
        }
    }

    private void report(Scenario scenario, List<DeskComparison> desks) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String place = actions == null ? "offset" : "line";
        if (html != null) {
            Files.writeString(html, new HtmlReport(scenario, place).of(desks));
        }
        if (json) {
            JsonReport report = new JsonReport();
            desks.forEach(each -> out.println(report.line(each)));
        } else {
            TextReport report = new TextReport(scenario, tickets, place);
            for (DeskComparison each : desks) {
                report.print(each, out);
                out.println();
            }
        }
        out.flush();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
