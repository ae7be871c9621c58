package org.ticketdesk.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.ticketdesk.audit.folder.Export;
import org.ticketdesk.audit.folder.Manifest;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code desk audit export}: the log and the journal as a folder. */
@Command(
        name = "export",
        description = {
            "Writes the log and the journal of desks into a folder, as they stand: an Avro file for each partition, the"
                    + " schemas, and a manifest of hashes.",
            "",
            "The folder can be read without a broker, with --folder of the other audit commands, and imported into an"
                    + " empty cluster. The log goes as far as the journal: what has no entry yet is left out."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--desk",
            paramLabel = "DESK",
            description = "A desk; may be given more than once. Default: all, and records whose key is no desk.")
    private List<String> desks = List.of();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            required = true,
            description = "Where to write: a new folder, or an empty one.")
    private Path folder;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        Manifest manifest;
        DeskClients clients = broker.clients();
        AccessCheck.of(clients, Party.AUDITOR);
        try (Progress progress = Progress.start();
                Archive archive = TopicArchive.of(clients)) {
            progress.step("Exporting");
            manifest = Export.run(
                    archive,
                    new LinkedHashSet<>(desks),
                    folder,
                    records -> progress.step("Exporting: %,d records".formatted(records)));
        }
        tell(manifest, Duration.ofNanos(System.nanoTime() - began));
        return 0;
    }

    private void tell(Manifest manifest, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        long log = manifest.records(DeskTopic.ACTIONS);
        long journal = manifest.records(DeskTopic.JOURNAL);
        out.println(Figures.desks(manifest.desks().size())
                + ", %,d records of the log and %,d of the journal".formatted(log, journal)
                + Figures.in(took, log + journal) + ": " + folder);
        if (manifest.waiting() > 0) {
            out.println("Left out: %,d records at the end of the log that have no entry yet."
                    .formatted(manifest.waiting()));
        }
    }
}
