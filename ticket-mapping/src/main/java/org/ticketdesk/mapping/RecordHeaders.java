package org.ticketdesk.mapping;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.topics.EventHeaders;

/** The headers of what the processor writes, each with the framing of its topic. Stateless. */
public final class RecordHeaders {
    private static final String PROCESSOR = "/ticket-processor";
    private static final String CLOCK = "/ticket-processor/clock";

    private RecordHeaders() {}

    /** Of a timer's action. */
    public static Headers of(DeskAction timer, Framing framing) {
        return headers(
                framing,
                new EventHeaders(
                        timer.getActionId(),
                        Entries.typeOf(timer),
                        CLOCK,
                        timer.getDesk() + '/' + timer.getTicket(),
                        null));
    }

    /**
     * Of a journal entry. Its subject is the action's: a refused entry has no facts that would say which ticket it was about.
     *
     * @param action what the entry is about
     */
    public static Headers of(JournalEntry entry, DeskAction action, Framing framing) {
        return headers(
                framing,
                new EventHeaders(
                        entry.getDesk() + '/' + entry.getSequence(),
                        "JournalEntry",
                        PROCESSOR,
                        action.getTicket() == null ? entry.getDesk() : entry.getDesk() + '/' + action.getTicket(),
                        entry.getAt()));
    }

    /** Of a status change. */
    public static Headers of(TicketStatusChanged change, Framing framing) {
        return headers(framing, event(change));
    }

    /** Of a status change in JSON: the same event, in another form. */
    public static Headers ofJson(TicketStatusChanged change) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        event(change).writeTo(headers, EventHeaders.JSON);
        return headers;
    }

    private static EventHeaders event(TicketStatusChanged change) {
        return new EventHeaders(
                change.getDesk() + '/' + change.getSequence() + '/' + change.getIndex(),
                "TicketStatusChanged",
                PROCESSOR,
                change.getDesk() + '/' + change.getTicket(),
                change.getAt());
    }

    /** Of a snapshot, written at a time of the desk's, epoch milliseconds. */
    public static Headers of(TicketSnapshot snapshot, long at, Framing framing) {
        return headers(
                framing,
                new EventHeaders(
                        snapshot.getDesk() + '/' + snapshot.getSequence() + '/' + snapshot.getTicket(),
                        "TicketSnapshot",
                        PROCESSOR,
                        snapshot.getDesk() + '/' + snapshot.getTicket(),
                        Instant.ofEpochMilli(at)));
    }

    private static Headers headers(Framing framing, EventHeaders event) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        event.writeTo(headers, framing);
        return headers;
    }
}
