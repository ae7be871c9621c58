package org.ticketdesk.cli.options;

import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.TopicArchive;
import picocli.CommandLine.Mixin;

/** Where an auditor reads the records of a desk: from a broker. */
public final class ArchiveOption {
    @Mixin
    private BrokerOption broker;

    /** The records of a broker that has answered; the caller's to close. */
    public Archive open() {
        return TopicArchive.of(broker.clients());
    }
}
