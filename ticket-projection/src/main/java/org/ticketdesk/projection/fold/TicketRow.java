package org.ticketdesk.projection.fold;

import java.sql.SQLException;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Status;

/** A ticket as it is, with its present open cycle and assignment. Times are the desk's, in epoch milliseconds. */
final class TicketRow {
    static final String BY_CUSTOMER = "CUSTOMER";
    static final String BY_DESK = "DESK";

    static final Table TABLE = Table.of("tickets", 2, """
            desk text, ticket text, customer text, channel text, priority text, priority_rank number, follows_up text,
            opened_at number, status text, status_since number, assignee text, last_assignee text, last_word text,
            last_word_at number, closed_at number, cycles number, assignments number, customer_messages number,
            desk_messages number, sequence number, incomplete_since number""");

    final String desk;
    final String ticket;
    String customer;
    Channel channel;
    Priority priority;
    String followsUp;
    long openedAt;
    /** Null only between the two facts of its birth. */
    Status status;

    long statusSince;
    String assignee;
    String lastAssignee;
    String lastWord;
    long lastWordAt;
    Long closedAt;
    int cycles;
    int assignments;
    long customerMessages;
    long deskMessages;
    long sequence;
    Long incompleteSince;
    /** The latest open cycle; null when its beginning is not known. */
    CycleRow cycle;
    /** The latest assignment; null when there was none, or its beginning is not known. */
    AssignmentRow assignment;

    boolean touched;

    TicketRow(String desk, String ticket) {
        this.desk = desk;
        this.ticket = ticket;
    }

    static TicketRow read(Cells cells) throws SQLException {
        TicketRow row = new TicketRow(cells.text(), cells.text());
        row.customer = cells.text();
        row.channel = Channel.valueOf(cells.text());
        row.priority = Priority.valueOf(cells.text());
        cells.number();
        row.followsUp = cells.text();
        row.openedAt = cells.number();
        row.status = Status.valueOf(cells.text());
        row.statusSince = cells.number();
        row.assignee = cells.text();
        row.lastAssignee = cells.text();
        row.lastWord = cells.text();
        row.lastWordAt = cells.number();
        row.closedAt = cells.numberOrNull();
        row.cycles = (int) cells.number();
        row.assignments = (int) cells.number();
        row.customerMessages = cells.number();
        row.deskMessages = cells.number();
        row.sequence = cells.number();
        row.incompleteSince = cells.numberOrNull();
        return row;
    }

    Object[] values() {
        return new Object[] {
            desk,
            ticket,
            customer,
            channel.name(),
            priority.name(),
            rank(priority),
            followsUp,
            openedAt,
            status.name(),
            statusSince,
            assignee,
            lastAssignee,
            lastWord,
            lastWordAt,
            closedAt,
            cycles,
            assignments,
            customerMessages,
            deskMessages,
            sequence,
            incompleteSince
        };
    }

    void wrote(boolean byCustomer, long at) {
        lastWord = byCustomer ? BY_CUSTOMER : BY_DESK;
        lastWordAt = at;
        if (byCustomer) {
            customerMessages++;
        } else {
            deskMessages++;
        }
    }

    boolean customerSpokeLast() {
        return lastWord.equals(BY_CUSTOMER);
    }

    /** The open cycle; null when the ticket is closed, or the cycle's beginning is not known. */
    CycleRow openCycle() {
        return cycle == null || cycle.closedAt != null ? null : cycle;
    }

    /** The assignment of whoever holds the ticket; null when nobody does, or its beginning is not known. */
    AssignmentRow presentAssignment() {
        return assignment == null || assignment.endedAt != null ? null : assignment;
    }

    private static int rank(Priority priority) {
        return switch (priority) {
            case UNKNOWN -> 0;
            case LOW -> 1;
            case MEDIUM -> 2;
            case HIGH -> 3;
            case URGENT -> 4;
        };
    }
}
