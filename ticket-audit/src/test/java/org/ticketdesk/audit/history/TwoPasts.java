package org.ticketdesk.audit.history;

import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The log of one archive beside the journal of another.
 *
 * @param log where the log is
 * @param journal where everything else is
 */
record TwoPasts(Archive log, Archive journal) implements Archive {
    @Override
    public boolean has(DeskTopic topic) {
        return topic == DeskTopic.ACTIONS ? log.has(topic) : journal.has(topic);
    }

    @Override
    public int partitions(DeskTopic topic) {
        return log.partitions(topic);
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        return (topic == DeskTopic.ACTIONS ? log : journal).open(topic, partition);
    }

    @Override
    public Origin origin() {
        return journal.origin();
    }

    @Override
    public SchemaSource schemas() {
        return journal.schemas();
    }

    @Override
    public void close() {}
}
