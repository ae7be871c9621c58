package org.ticketdesk.audit.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.replay.Replay.Expected;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.Requests;
import org.ticketdesk.mapping.TicketRecords;

/**
 * One desk, decided again in memory: what its journal, its status changes and its snapshots must be, byte for byte. Keeps its
 * tickets and a day of action ids, and nothing for each action. Not thread-safe.
 */
public final class RefoldedDesk {
    private final String id;
    private final TouchedRows rows = new TouchedRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final Map<TicketId, Long> snapshots = new HashMap<>();
    private byte[] hash = Chain.start();

    /** A desk of which nobody has heard yet. */
    public RefoldedDesk(String id) {
        this.id = id;
    }

    /**
     * Decides the desk's next action.
     *
     * @param action in the record
     * @param record as it stands in the log
     * @param rules those by which it is decided
     * @return what must follow from it
     */
    public Expected decide(DeskAction action, ConsumerRecord<byte[], byte[]> record, Rules rules) {
        rows.begin();
        Decision decision = rules.decide(desk, Requests.of(action), record.timestamp());
        JournalEntry entry = Entries.of(action, decision, record.partition(), record.offset());
        byte[] previousHash = hash;
        byte[] bytes = Chain.encode(entry, previousHash, record.value());
        hash = entry.getHash().bytes();
        List<TicketStatusChanged> changes = TicketRecords.changes(action, decision, rows.before()::get, rows::ticket);
        rows.before().forEach((ticket, before) -> {
            if (TicketRecords.saysMore(before, rows.ticket(ticket))) {
                snapshots.put(ticket, decision.sequence());
            }
        });
        return new Expected(action, decision, entry, bytes, previousHash, changes);
    }

    /**
     * Goes on from another hash than that of the last entry: what stands in a journal is linked to what stands before it there.
     *
     * @param hash of the entry before the next
     */
    public void goOnFrom(byte[] hash) {
        this.hash = hash;
    }

    /** The desk's id. */
    public String id() {
        return id;
    }

    /** The desk as it is after what was decided. */
    public Desk desk() {
        return desk;
    }

    /** Its rows. */
    public InMemoryRows rows() {
        return rows.rows();
    }

    /**
     * The latest snapshot of a ticket, as it must be.
     *
     * @param ticket one of the desk's
     */
    public TicketSnapshot snapshot(Ticket ticket) {
        return TicketRecords.snapshot(id, snapshots.get(ticket.id()), ticket);
    }
}
