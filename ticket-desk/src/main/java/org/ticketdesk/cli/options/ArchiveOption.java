package org.ticketdesk.cli.options;

import java.nio.file.Path;
import org.ticketdesk.audit.folder.FolderArchive;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where an auditor reads the records of a desk: from a broker, or from an exported folder. */
public final class ArchiveOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder that `desk audit export` made; then no broker is needed.")
    private Path folder;

    /** The records of a broker that has answered, or of a folder that is whole; the caller's to close. */
    public Archive open() {
        if (folder == null) {
            DeskClients clients = broker.clients();
            AccessCheck.of(clients, Party.AUDITOR);
            return TopicArchive.of(clients);
        }
        if (spec.commandLine().getParseResult().hasMatchedOption("--bootstrap")) {
            throw new ParameterException(
                    spec.commandLine(), "Options '--folder' and '--bootstrap' exclude each other: give one");
        }
        return FolderArchive.open(folder);
    }
}
