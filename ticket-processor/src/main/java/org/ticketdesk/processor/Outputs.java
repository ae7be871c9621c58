package org.ticketdesk.processor;

import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;

/** How what is decided is written: a codec for each topic, in the topic's framing. Thread-safe. */
record Outputs(Codec<JournalEntry> entries, Codec<TicketStatusChanged> changes, Codec<TicketSnapshot> snapshots) {

    /**
     * Codecs that can write at once.
     *
     * @param schemas say how each topic is framed
     * @throws org.apache.kafka.common.KafkaException when a registry does not take a schema, or does not answer
     */
    static Outputs of(SchemaSource schemas) {
        return new Outputs(
                Codec.of(JournalEntry.class, schemas).readyToWrite(),
                Codec.of(TicketStatusChanged.class, schemas).readyToWrite(),
                Codec.of(TicketSnapshot.class, schemas).readyToWrite());
    }
}
