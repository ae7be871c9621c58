package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;

/** What a batch of records changes: rows that are touched, each written once however often it changed, and rows that are new. */
final class Batch implements FoldedInto {
    static final Table ENTRIES = Table.of("entries", 2, """
            desk text, sequence number, at number, action_id text, actor_role text, actor_id text, action_type text,
            occurred_at number, outcome text, reason text, detail text, duplicate_of number, ticket text, record bytes""");

    static final Table STATUS_CHANGES = Table.of("status_changes", 3, """
            desk text, sequence number, fact number, ticket text, at number, from_status text, to_status text,
            row_id text, since number, lasted_ms number, assignee text, previous_assignee text, customer text,
            channel text, priority text, action_id text, actor_role text, actor_id text, action_type text, rules number""");

    static final Table MEASUREMENTS = Table.of("measurements", 4, """
            desk text, at number, sequence number, position number, measure text, measured number, ticket text,
            agent text, channel text""");

    static final Table SET_ASIDE = Table.of("set_aside", 2, """
            partition_number number, record_offset number, desk text, sequence number, tickets text, reason text,
            set_aside_at number, record bytes""");

    private static final Comparator<Object[]> BY_DESK_AND_SEQUENCE =
            Comparator.comparing((Object[] row) -> (String) row[0]).thenComparing(row -> (Long) row[1]);

    private final List<TicketRow> tickets = new ArrayList<>();
    private final List<AgentRow> agents = new ArrayList<>();
    private final List<CycleRow> cycles = new ArrayList<>();
    private final List<AssignmentRow> assignments = new ArrayList<>();
    private final List<Object[]> entries;
    private final List<Object[]> changes = new ArrayList<>();
    private final List<Object[]> measurements = new ArrayList<>();
    private final List<Object[]> setAside = new ArrayList<>();

    Batch(int size) {
        entries = new ArrayList<>(size);
    }

    @Override
    public void touch(TicketRow row) {
        if (!row.touched) {
            row.touched = true;
            tickets.add(row);
        }
    }

    @Override
    public void touch(AgentRow row) {
        if (!row.touched) {
            row.touched = true;
            agents.add(row);
        }
    }

    @Override
    public void touch(CycleRow row) {
        if (!row.touched) {
            row.touched = true;
            cycles.add(row);
        }
    }

    @Override
    public void touch(AssignmentRow row) {
        if (!row.touched) {
            row.touched = true;
            assignments.add(row);
        }
    }

    @Override
    public void add(JournalEntry entry, String ticket, byte[] record) {
        entries.add(new Object[] {
            entry.getDesk(),
            entry.getSequence(),
            entry.getAt().toEpochMilli(),
            entry.getActionId(),
            entry.getActor().getRole().name(),
            entry.getActor().getId(),
            entry.getType(),
            entry.getOccurredAt() == null ? null : entry.getOccurredAt().toEpochMilli(),
            entry.getOutcome().name(),
            entry.getReason() == null ? null : entry.getReason().name(),
            entry.getDetail(),
            entry.getOf(),
            ticket,
            record
        });
    }

    @Override
    public void add(TicketStatusChanged change) {
        Long since = change.getSince() == null ? null : change.getSince().toEpochMilli();
        long at = change.getAt().toEpochMilli();
        changes.add(new Object[] {
            change.getDesk(),
            change.getSequence(),
            change.getIndex(),
            change.getTicket(),
            at,
            change.getFrom() == null ? null : change.getFrom().name(),
            change.getTo().name(),
            change.getRow(),
            since,
            since == null ? null : at - since,
            change.getAssignee(),
            change.getPreviousAssignee(),
            change.getCustomer(),
            change.getChannel().name(),
            change.getPriority().name(),
            change.getActionId(),
            change.getActorRole().name(),
            change.getActorId(),
            change.getActionType(),
            change.getRules()
        });
    }

    @Override
    public void add(JournalEntry entry, int position, Measure measure, long measured, TicketRow ticket, String agent) {
        measurements.add(new Object[] {
            entry.getDesk(),
            entry.getAt().toEpochMilli(),
            entry.getSequence(),
            position,
            measure.name(),
            measured,
            ticket.ticket,
            agent,
            ticket.channel.name()
        });
    }

    @Override
    public void setAside(JournalRecord record, Long sequence, String tickets, String reason) {
        setAside.add(setAsideRow(record, sequence, tickets, reason));
    }

    static Object[] setAsideRow(JournalRecord record, Long sequence, String tickets, String reason) {
        return new Object[] {
            record.partition(),
            record.offset(),
            record.desk() == null ? "" : record.desk(),
            sequence,
            tickets,
            reason,
            System.currentTimeMillis(),
            record.value()
        };
    }

    /** Writes everything, each table in the order of its key. */
    void write(Connection connection, TableWriter writer, Collection<DeskInMemory> desks) throws SQLException {
        writer.upsert(connection, DeskRow.TABLE, rows(desks, desk -> desk.row.desk, desk -> desk.row.values()));
        writer.upsert(
                connection,
                AgentRow.TABLE,
                sorted(agents, row -> row.desk, row -> row.agent, row -> 0, AgentRow::values));
        writer.upsert(
                connection,
                TicketRow.TABLE,
                sorted(tickets, row -> row.desk, row -> row.ticket, row -> 0, TicketRow::values));
        writer.upsert(
                connection,
                CycleRow.TABLE,
                sorted(cycles, row -> row.desk, row -> row.ticket, row -> row.cycle, CycleRow::values));
        writer.upsert(
                connection,
                AssignmentRow.TABLE,
                sorted(assignments, row -> row.desk, row -> row.ticket, row -> row.assignment, AssignmentRow::values));
        entries.sort(BY_DESK_AND_SEQUENCE);
        writer.append(connection, ENTRIES, entries);
        changes.sort(BY_DESK_AND_SEQUENCE);
        writer.append(connection, STATUS_CHANGES, changes);
        measurements.sort(BY_DESK_AND_SEQUENCE);
        writer.append(connection, MEASUREMENTS, measurements);
        writer.upsert(connection, SET_ASIDE, setAside);
    }

    private static <T> List<Object[]> rows(Collection<T> rows, Function<T, String> key, Function<T, Object[]> values) {
        return rows.stream().sorted(Comparator.comparing(key)).map(values).toList();
    }

    private static <T> List<Object[]> sorted(
            List<T> rows,
            Function<T, String> desk,
            Function<T, String> id,
            ToIntFunction<T> number,
            Function<T, Object[]> values) {
        rows.sort(Comparator.comparing(desk).thenComparing(id).thenComparingInt(number));
        return rows.stream().map(values).toList();
    }
}
