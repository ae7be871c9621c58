package org.ticketdesk.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.ticketdesk.audit.folder.FolderArchive;
import org.ticketdesk.audit.folder.Import;
import org.ticketdesk.cli.local.Topics;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit import}: an exported log into an empty cluster. */
@Command(
        name = "import",
        description = {
            "Writes the log of an exported folder into a cluster whose desk topics are empty or missing, with the times that"
                    + " it had, and sees that the same chains come out.",
            "",
            "The journal is not imported: a processor that is started afterwards decides it anew, and the same comes out."
                    + " Until the import is finished, no processor starts on that log. Timers that have run out meanwhile"
                    + " are fired by the processor, after the end of what was imported."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(names = "--folder", paramLabel = "DIR", required = true, description = "What `desk audit export` made.")
    private Path folder;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the log, chosen once and for all. Default: as many as it has that is there, or"
                    + " else as many as the exported one had")
    private Integer partitions;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Copies of each partition. Default: one on each broker, at most 3")
    private Short replicas;

    @Option(names = "--again", description = "Delete what an import that was interrupted has left, and begin anew.")
    private boolean again;

    @Override
    public Integer call() {
        atLeastOne("--partitions", partitions);
        atLeastOne("--replicas", replicas);
        Import.Report report;
        try (Progress progress = Progress.start();
                FolderArchive archive = FolderArchive.open(folder)) {
            DeskClients clients = broker.clients();
            AccessCheck.of(clients, Party.OPERATOR);
            report = Import.run(archive, clients, order(clients), progress::step);
        }
        tell(report);
        return 0;
    }

    private Import.Order order(DeskClients clients) {
        short copies;
        try (Admin admin = clients.admin()) {
            copies = replicas == null ? Topics.replicas(admin) : replicas;
        }
        return new Import.Order(partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions), copies, again);
    }

    private void tell(Import.Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("%s, %,d actions: the same chain.".formatted(Figures.desks(report.desks()), report.actions()));
        out.println("%,d records on %d partitions%s; read back and decided again%s."
                .formatted(
                        report.records(),
                        report.partitions(),
                        Figures.in(Duration.ofMillis(report.writeMs()), report.records()),
                        Figures.in(Duration.ofMillis(report.checkMs()), report.records())));
        if (report.misplaced() > 0) {
            out.println(
                    "Left out: %,d records that stood on another partition than their key's, and so were no actions."
                            .formatted(report.misplaced()));
        }
        if (report.early() > 0) {
            out.println(
                    "Left out: %,d records that were rejected before the schema that they were written with was published."
                            .formatted(report.early()));
        }
    }

    private void atLeastOne(String option, Number value) {
        if (value != null && value.intValue() < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': " + value + " is not 1 or more");
        }
    }
}
