package org.ticketdesk.projection.fold;

import java.sql.SQLException;

/** An assignment: one agent holds one ticket, from when to when. Times are the desk's, in epoch milliseconds. */
final class AssignmentRow {
    static final Table TABLE = Table.of("assignments", 3, """
            desk text, ticket text, assignment number, cycle number, agent text, began_at number, began_sequence number,
            began_by text, ended_at number, ended_sequence number, ended_by text, awaiting_since number,
            first_response_at number, first_response_ms number, responses number""");

    final String desk;
    final String ticket;
    final int assignment;
    final int cycle;
    final String agent;
    final long beganAt;
    final long beganSequence;
    final String beganBy;
    Long endedAt;
    Long endedSequence;
    String endedBy;
    Long awaitingSince;
    Long firstResponseAt;
    Long firstResponseMs;
    long responses;
    boolean touched;

    AssignmentRow(
            String desk,
            String ticket,
            int assignment,
            int cycle,
            String agent,
            long beganAt,
            long beganSequence,
            String beganBy) {
        this.desk = desk;
        this.ticket = ticket;
        this.assignment = assignment;
        this.cycle = cycle;
        this.agent = agent;
        this.beganAt = beganAt;
        this.beganSequence = beganSequence;
        this.beganBy = beganBy;
    }

    static AssignmentRow read(Cells cells) throws SQLException {
        AssignmentRow row = new AssignmentRow(
                cells.text(),
                cells.text(),
                (int) cells.number(),
                (int) cells.number(),
                cells.text(),
                cells.number(),
                cells.number(),
                cells.text());
        row.endedAt = cells.numberOrNull();
        row.endedSequence = cells.numberOrNull();
        row.endedBy = cells.text();
        row.awaitingSince = cells.numberOrNull();
        row.firstResponseAt = cells.numberOrNull();
        row.firstResponseMs = cells.numberOrNull();
        row.responses = cells.number();
        return row;
    }

    Object[] values() {
        return new Object[] {
            desk,
            ticket,
            assignment,
            cycle,
            agent,
            beganAt,
            beganSequence,
            beganBy,
            endedAt,
            endedSequence,
            endedBy,
            awaitingSince,
            firstResponseAt,
            firstResponseMs,
            responses
        };
    }
}
