package org.ticketdesk.projection.fold;

import java.sql.SQLException;
import org.ticketdesk.events.Status;

/** An open cycle of a ticket: from opening or reopening to closing. Times are the desk's, in epoch milliseconds. */
final class CycleRow {
    static final Table TABLE = Table.of("cycles", 3, """
            desk text, ticket text, cycle number, began_at number, began_sequence number, began_by text,
            closed_at number, closed_sequence number, closed_by text, awaiting_since number, first_held_at number,
            first_response_at number, first_response_by text, waiting_ms number, first_response_ms number,
            conversation_ms number, to_close_ms number, pending_ms number, active_ms number, proactive_ms number,
            in_progress_ms number, idle_ms number, customer_messages number, desk_messages number""");

    final String desk;
    final String ticket;
    final int cycle;
    final long beganAt;
    final long beganSequence;
    final String beganBy;
    Long closedAt;
    Long closedSequence;
    String closedBy;
    Long awaitingSince;
    Long firstHeldAt;
    Long firstResponseAt;
    String firstResponseBy;
    Long waitingMs;
    Long firstResponseMs;
    Long conversationMs;
    Long toCloseMs;
    final long[] stays = new long[Status.values().length];
    long customerMessages;
    long deskMessages;
    boolean touched;

    CycleRow(String desk, String ticket, int cycle, long beganAt, long beganSequence, String beganBy) {
        this.desk = desk;
        this.ticket = ticket;
        this.cycle = cycle;
        this.beganAt = beganAt;
        this.beganSequence = beganSequence;
        this.beganBy = beganBy;
    }

    static CycleRow read(Cells cells) throws SQLException {
        CycleRow row = new CycleRow(
                cells.text(), cells.text(), (int) cells.number(), cells.number(), cells.number(), cells.text());
        row.closedAt = cells.numberOrNull();
        row.closedSequence = cells.numberOrNull();
        row.closedBy = cells.text();
        row.awaitingSince = cells.numberOrNull();
        row.firstHeldAt = cells.numberOrNull();
        row.firstResponseAt = cells.numberOrNull();
        row.firstResponseBy = cells.text();
        row.waitingMs = cells.numberOrNull();
        row.firstResponseMs = cells.numberOrNull();
        row.conversationMs = cells.numberOrNull();
        row.toCloseMs = cells.numberOrNull();
        row.stays[Status.PENDING.ordinal()] = cells.number();
        row.stays[Status.ACTIVE.ordinal()] = cells.number();
        row.stays[Status.PROACTIVE.ordinal()] = cells.number();
        row.stays[Status.IN_PROGRESS.ordinal()] = cells.number();
        row.stays[Status.IDLE.ordinal()] = cells.number();
        row.customerMessages = cells.number();
        row.deskMessages = cells.number();
        return row;
    }

    Object[] values() {
        return new Object[] {
            desk,
            ticket,
            cycle,
            beganAt,
            beganSequence,
            beganBy,
            closedAt,
            closedSequence,
            closedBy,
            awaitingSince,
            firstHeldAt,
            firstResponseAt,
            firstResponseBy,
            waitingMs,
            firstResponseMs,
            conversationMs,
            toCloseMs,
            stays[Status.PENDING.ordinal()],
            stays[Status.ACTIVE.ordinal()],
            stays[Status.PROACTIVE.ordinal()],
            stays[Status.IN_PROGRESS.ordinal()],
            stays[Status.IDLE.ordinal()],
            customerMessages,
            deskMessages
        };
    }
}
