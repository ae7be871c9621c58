package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ticketdesk.events.AgentAdded;
import org.ticketdesk.events.AgentRemoved;
import org.ticketdesk.events.AssigneeChanged;
import org.ticketdesk.events.CapacityChanged;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.PresenceChanged;
import org.ticketdesk.events.PriorityChanged;
import org.ticketdesk.events.ProactiveChatStarted;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;
import org.ticketdesk.events.TimerDismissed;

/** The rows that a batch touches, known from its facts, and read in a few statements. */
final class Touched {
    /** How many keys one statement asks for: few sizes, so that the database sees few statements. */
    private static final int[] AT_ONCE = {1, 8, 64, 512};

    private static final String DESKS = "SELECT " + DeskRow.TABLE.selected("d") + " FROM desks d WHERE d.desk IN (";
    private static final String HOLES = "SELECT DISTINCT s.desk, s.tickets FROM set_aside s WHERE s.desk IN (";
    private static final String AGENTS =
            "SELECT " + AgentRow.TABLE.selected("a") + " FROM agents a WHERE a.desk = ? AND a.agent IN (";
    private static final String TICKETS =
            "SELECT " + TicketRow.TABLE.selected("t") + ", " + CycleRow.TABLE.selected("c")
                    + ", " + AssignmentRow.TABLE.selected("a")
                    + " FROM tickets t"
                    + " LEFT JOIN cycles c ON c.desk = t.desk AND c.ticket = t.ticket AND c.cycle = t.cycles"
                    + " LEFT JOIN assignments a ON a.desk = t.desk AND a.ticket = t.ticket AND a.assignment = t.assignments"
                    + " WHERE t.desk = ? AND t.ticket IN (";

    private static final int CYCLE = TicketRow.TABLE.columns().size() + 1;
    private static final int ASSIGNMENT = CYCLE + CycleRow.TABLE.columns().size();

    private final Map<String, Keys> desks = new TreeMap<>();

    private record Keys(int partition, Set<String> tickets, Set<String> agents) {}

    /** An entry of the batch, read at this partition. */
    void add(JournalEntry entry, int partition) {
        Keys keys = keys(entry.getDesk(), partition);
        for (Object fact : entry.getFacts()) {
            String ticket = ticketOf(fact);
            if (ticket != null) {
                keys.tickets.add(ticket);
            }
            addAgents(fact, keys.agents);
        }
    }

    /** Tickets of a desk. */
    void add(String desk, int partition, Set<String> tickets) {
        keys(desk, partition).tickets.addAll(tickets);
    }

    private Keys keys(String desk, int partition) {
        return desks.computeIfAbsent(desk, id -> new Keys(partition, new TreeSet<>(), new TreeSet<>()));
    }

    /** The ticket that a fact is about, or null. */
    static String ticketOf(Object fact) {
        return switch (fact) {
            case TicketOpened f -> f.getTicket();
            case ProactiveChatStarted f -> f.getTicket();
            case MessageNoted f -> f.getTicket();
            case StatusChanged f -> f.getTicket();
            case AssigneeChanged f -> f.getTicket();
            case PriorityChanged f -> f.getTicket();
            case TimerDismissed f -> f.getTicket();
            default -> null;
        };
    }

    private static void addAgents(Object fact, Set<String> agents) {
        switch (fact) {
            case StatusChanged f -> {
                if (f.getAssignee() != null) {
                    agents.add(f.getAssignee());
                }
            }
            case AssigneeChanged f -> agents.add(f.getTo());
            case AgentAdded f -> agents.add(f.getAgent());
            case AgentRemoved f -> agents.add(f.getAgent());
            case PresenceChanged f -> agents.add(f.getAgent());
            case CapacityChanged f -> agents.add(f.getAgent());
            default -> {}
        }
    }

    /** Reads the rows. */
    Map<String, DeskInMemory> read(Connection connection) throws SQLException {
        Map<String, DeskInMemory> read = new HashMap<>();
        ask(connection, DESKS, null, desks.keySet(), row -> {
            DeskRow desk = DeskRow.read(new Cells(row, 1));
            read.put(desk.desk, new DeskInMemory(desk));
        });
        desks.forEach(
                (desk, keys) -> read.computeIfAbsent(desk, id -> new DeskInMemory(new DeskRow(id, keys.partition))));
        ask(
                connection,
                HOLES,
                null,
                desks.keySet(),
                row -> read.get(row.getString(1)).holes.add(row.getString(2)));
        for (Map.Entry<String, Keys> touched : desks.entrySet()) {
            read(connection, read.get(touched.getKey()), touched.getValue());
        }
        return read;
    }

    private static void read(Connection connection, DeskInMemory desk, Keys keys) throws SQLException {
        ask(connection, TICKETS, desk.row.desk, keys.tickets, row -> {
            TicketRow ticket = TicketRow.read(new Cells(row, 1));
            ticket.cycle = row.getString(CYCLE) == null ? null : CycleRow.read(new Cells(row, CYCLE));
            ticket.assignment =
                    row.getString(ASSIGNMENT) == null ? null : AssignmentRow.read(new Cells(row, ASSIGNMENT));
            desk.tickets.put(ticket.ticket, ticket);
            if (ticket.assignee != null) {
                keys.agents.add(ticket.assignee);
            }
        });
        ask(connection, AGENTS, desk.row.desk, keys.agents, row -> {
            AgentRow agent = AgentRow.read(new Cells(row, 1));
            desk.agents.put(agent.agent, agent);
        });
    }

    private interface Found {
        void row(ResultSet row) throws SQLException;
    }

    /** Asks for the rows of some ids, perhaps of one desk; the last id fills the places that are left. */
    private static void ask(Connection connection, String sql, String desk, Collection<String> ids, Found found)
            throws SQLException {
        List<String> waiting = new ArrayList<>(ids);
        for (int from = 0; from < waiting.size(); ) {
            int size = sizeFor(waiting.size() - from);
            try (PreparedStatement statement = connection.prepareStatement(sql + "?" + ", ?".repeat(size - 1) + ")")) {
                int parameter = 0;
                if (desk != null) {
                    statement.setString(++parameter, desk);
                }
                for (int i = 0; i < size; i++) {
                    statement.setString(++parameter, waiting.get(Math.min(from + i, waiting.size() - 1)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.row(rows);
                    }
                }
            }
            from += size;
        }
    }

    private static int sizeFor(int waiting) {
        for (int size : AT_ONCE) {
            if (waiting <= size) {
                return size;
            }
        }
        return AT_ONCE[AT_ONCE.length - 1];
    }
}
