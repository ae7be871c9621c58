package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

    private static final String DESKS =
            "SELECT " + DeskRow.TABLE.selected("d") + " FROM asked CROSS JOIN desks d WHERE d.desk = asked.desk";
    private static final String HOLES =
            "SELECT DISTINCT s.desk, s.tickets FROM asked CROSS JOIN set_aside s WHERE s.desk = asked.desk";
    private static final String AGENTS = "SELECT " + AgentRow.TABLE.selected("a")
            + " FROM asked CROSS JOIN agents a WHERE a.desk = asked.desk AND a.agent = asked.id";
    private static final String TICKETS =
            "SELECT " + TicketRow.TABLE.selected("t") + ", " + CycleRow.TABLE.selected("c")
                    + ", " + AssignmentRow.TABLE.selected("a")
                    + " FROM asked CROSS JOIN tickets t"
                    + " LEFT JOIN cycles c ON c.desk = t.desk AND c.ticket = t.ticket AND c.cycle = t.cycles"
                    + " LEFT JOIN assignments a ON a.desk = t.desk AND a.ticket = t.ticket AND a.assignment = t.assignments"
                    + " WHERE t.desk = asked.desk AND t.ticket = asked.id";

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

    /** Reads the rows, those of all desks at once. */
    Map<String, DeskInMemory> read(Connection connection) throws SQLException {
        List<Key> asked = desks.keySet().stream().map(desk -> new Key(desk, "")).toList();
        Map<String, DeskInMemory> read = new HashMap<>();
        ask(connection, DESKS, asked, row -> {
            DeskRow desk = DeskRow.read(new Cells(row, 1));
            read.put(desk.desk, new DeskInMemory(desk));
        });
        desks.forEach(
                (desk, keys) -> read.computeIfAbsent(desk, id -> new DeskInMemory(new DeskRow(id, keys.partition))));
        ask(connection, HOLES, asked, row -> read.get(row.getString(1)).holes.add(row.getString(2)));
        ask(connection, TICKETS, keysOf(Keys::tickets), row -> {
            TicketRow ticket = TicketRow.read(new Cells(row, 1));
            ticket.cycle = row.getString(CYCLE) == null ? null : CycleRow.read(new Cells(row, CYCLE));
            ticket.assignment =
                    row.getString(ASSIGNMENT) == null ? null : AssignmentRow.read(new Cells(row, ASSIGNMENT));
            read.get(ticket.desk).tickets.put(ticket.ticket, ticket);
            if (ticket.assignee != null) {
                desks.get(ticket.desk).agents.add(ticket.assignee);
            }
        });
        ask(connection, AGENTS, keysOf(Keys::agents), row -> {
            AgentRow agent = AgentRow.read(new Cells(row, 1));
            read.get(agent.desk).agents.put(agent.agent, agent);
        });
        return read;
    }

    private record Key(String desk, String id) {}

    private List<Key> keysOf(Function<Keys, Set<String>> ids) {
        List<Key> all = new ArrayList<>();
        desks.forEach((desk, keys) -> ids.apply(keys).forEach(id -> all.add(new Key(desk, id))));
        return all;
    }

    private interface Found {
        void row(ResultSet row) throws SQLException;
    }

    /** Asks for the rows of some keys; the last one fills the places that are left. */
    private static void ask(Connection connection, String sql, List<Key> keys, Found found) throws SQLException {
        for (int from = 0; from < keys.size(); ) {
            int size = sizeFor(keys.size() - from);
            try (PreparedStatement statement = connection.prepareStatement(
                    "WITH asked (desk, id) AS (VALUES (?, ?)" + ", (?, ?)".repeat(size - 1) + ") " + sql)) {
                int parameter = 0;
                for (int i = 0; i < size; i++) {
                    Key key = keys.get(Math.min(from + i, keys.size() - 1));
                    statement.setString(++parameter, key.desk);
                    statement.setString(++parameter, key.id);
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
