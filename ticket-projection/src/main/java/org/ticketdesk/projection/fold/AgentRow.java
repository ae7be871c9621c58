package org.ticketdesk.projection.fold;

import java.sql.SQLException;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Status;

/**
 * A person who is or was an agent of a desk. Who leaves keeps the row, since they may still hold Idle and Proactive tickets, and
 * has those when they are added again.
 */
final class AgentRow {
    static final Table TABLE = Table.of("agents", 2, """
            desk text, agent text, presence text, presence_since number, capacity number, active number, idle number,
            proactive number, joined_at number, left_at number, sequence number""");

    final String desk;
    final String agent;
    Presence presence;
    long presenceSince;
    Integer capacity;
    long active;
    long idle;
    long proactive;
    long joinedAt;
    Long leftAt;
    long sequence;
    boolean touched;

    AgentRow(String desk, String agent) {
        this.desk = desk;
        this.agent = agent;
    }

    static AgentRow read(Cells cells) throws SQLException {
        AgentRow row = new AgentRow(cells.text(), cells.text());
        row.presence = Presence.valueOf(cells.text());
        row.presenceSince = cells.number();
        row.capacity = cells.integerOrNull();
        row.active = cells.number();
        row.idle = cells.number();
        row.proactive = cells.number();
        row.joinedAt = cells.number();
        row.leftAt = cells.numberOrNull();
        row.sequence = cells.number();
        return row;
    }

    Object[] values() {
        return new Object[] {
            desk, agent, presence.name(), presenceSince, capacity, active, idle, proactive, joinedAt, leftAt, sequence
        };
    }

    /** Joins, OFFLINE; holds what their id holds. */
    void join(Integer ownCapacity, long at) {
        presence = Presence.OFFLINE;
        presenceSince = at;
        capacity = ownCapacity;
        joinedAt = at;
        leftAt = null;
    }

    /** Holds one ticket more ({@code by} 1) or less (-1) in this status. */
    void hold(Status status, int by) {
        switch (status) {
            case ACTIVE -> active += by;
            case IDLE -> idle += by;
            case PROACTIVE -> proactive += by;
            case PENDING, IN_PROGRESS, CLOSED, UNKNOWN -> {}
        }
    }
}
