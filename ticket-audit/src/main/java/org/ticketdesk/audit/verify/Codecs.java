package org.ticketdesk.audit.verify;

import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;

/** Readers of an archive's records, whatever they were written with. Thread-safe. */
record Codecs(
        Codec<DeskAction> actions,
        Codec<JournalEntry> entries,
        Codec<TicketStatusChanged> changes,
        Codec<TicketSnapshot> snapshots) {

    private static final Codecs ON_BOARD =
            new Codecs(Codec.DESK_ACTION, Codec.JOURNAL_ENTRY, Codec.TICKET_STATUS_CHANGED, Codec.TICKET_SNAPSHOT);

    static Codecs of(Archive archive) {
        if (archive.schemas() == SchemaSource.NONE) {
            return ON_BOARD;
        }
        return new Codecs(
                Codec.of(DeskAction.class, archive.schemas()),
                Codec.of(JournalEntry.class, archive.schemas()),
                Codec.of(TicketStatusChanged.class, archive.schemas()),
                Codec.of(TicketSnapshot.class, archive.schemas()));
    }
}
