package org.ticketdesk.projection.fold;

import java.sql.SQLException;
import org.ticketdesk.events.SettingsChanged;
import org.ticketdesk.events.Status;

/** A desk: how far its story was applied, its settings, and how many tickets are in each status. */
final class DeskRow {
    static final Table TABLE = Table.of("desks", 1, """
            desk text, partition_number number, sequence number, at number, rules number, configured number,
            idle_after_ms number, close_idle_after_ms number, in_progress_to_pending_after_ms number,
            default_capacity number, pending number, active number, proactive number, in_progress number, idle number,
            closed number""");

    final String desk;
    final int partition;
    long sequence;
    long at;
    int rules;
    boolean configured;
    Long idleAfterMs;
    Long closeIdleAfterMs;
    Long inProgressToPendingAfterMs;
    Integer defaultCapacity;
    final long[] tickets = new long[Status.values().length];

    DeskRow(String desk, int partition) {
        this.desk = desk;
        this.partition = partition;
    }

    static DeskRow read(Cells cells) throws SQLException {
        DeskRow row = new DeskRow(cells.text(), (int) cells.number());
        row.sequence = cells.number();
        row.at = cells.number();
        row.rules = (int) cells.number();
        row.configured = cells.number() != 0;
        row.idleAfterMs = cells.numberOrNull();
        row.closeIdleAfterMs = cells.numberOrNull();
        row.inProgressToPendingAfterMs = cells.numberOrNull();
        row.defaultCapacity = cells.integerOrNull();
        row.tickets[Status.PENDING.ordinal()] = cells.number();
        row.tickets[Status.ACTIVE.ordinal()] = cells.number();
        row.tickets[Status.PROACTIVE.ordinal()] = cells.number();
        row.tickets[Status.IN_PROGRESS.ordinal()] = cells.number();
        row.tickets[Status.IDLE.ordinal()] = cells.number();
        row.tickets[Status.CLOSED.ordinal()] = cells.number();
        return row;
    }

    Object[] values() {
        return new Object[] {
            desk,
            partition,
            sequence,
            at,
            rules,
            configured ? 1 : 0,
            idleAfterMs,
            closeIdleAfterMs,
            inProgressToPendingAfterMs,
            defaultCapacity,
            tickets[Status.PENDING.ordinal()],
            tickets[Status.ACTIVE.ordinal()],
            tickets[Status.PROACTIVE.ordinal()],
            tickets[Status.IN_PROGRESS.ordinal()],
            tickets[Status.IDLE.ordinal()],
            tickets[Status.CLOSED.ordinal()]
        };
    }

    void configure(SettingsChanged settings) {
        configured = true;
        idleAfterMs = settings.getIdleAfterMs();
        closeIdleAfterMs = settings.getCloseIdleAfterMs();
        inProgressToPendingAfterMs = settings.getInProgressToPendingAfterMs();
        defaultCapacity = settings.getDefaultCapacity();
    }
}
