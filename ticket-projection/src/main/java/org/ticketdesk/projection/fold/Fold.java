package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.projection.database.Dialect;

/**
 * Folds records of the journal into the rows of the views. The rows that a batch touches are read once, changed in memory, and
 * written once. Keeps nothing between batches. For one thread at a time.
 */
public final class Fold {
    private final Codec<JournalEntry> codec;
    private final TableWriter writer;

    /**
     * A fold.
     *
     * @param codec reads the entries
     * @param dialect the database that the handles will be of
     */
    public Fold(Codec<JournalEntry> codec, Dialect dialect) {
        this.codec = codec;
        this.writer = TableWriter.of(dialect);
    }

    private record Decoded(JournalRecord record, JournalEntry entry) {}

    /**
     * Folds records and writes the rows, inside the caller's transaction. Entries that were applied before are passed over. A record
     * before which entries are missing is applied, and the gap is noted among what was set aside.
     *
     * @param handle in a transaction
     * @param records of one or several partitions, each partition's in its order
     * @return what was applied, in order; without those passed over
     * @throws EntryAtFault when a record cannot be applied, the first such; then nothing was written
     */
    public List<AppliedEntry> apply(Handle handle, List<JournalRecord> records) throws EntryAtFault {
        List<Decoded> batch = new ArrayList<>(records.size());
        Touched touched = new Touched();
        EntryAtFault unreadable = null;
        for (JournalRecord record : records) {
            try {
                JournalEntry entry = read(record);
                batch.add(new Decoded(record, entry));
                touched.add(entry, record.partition());
            } catch (EntryAtFault e) {
                unreadable = e;
                break;
            }
        }
        Connection connection = handle.getConnection();
        try {
            Map<String, DeskInMemory> desks = touched.read(connection);
            Batch changes = new Batch(batch.size());
            List<AppliedEntry> applied = new ArrayList<>(batch.size());
            for (Decoded each : batch) {
                DeskInMemory desk = desks.get(each.entry.getDesk());
                if (each.entry.getSequence() > desk.row.sequence) {
                    applied.add(new EntryFold(each.record, each.entry, desk, changes).apply());
                }
            }
            if (unreadable != null) {
                throw unreadable;
            }
            if (!applied.isEmpty()) {
                changes.write(connection, writer, desks.values());
            }
            return applied;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(
                    "The rows of " + records.size() + " records cannot be written", e, null);
        }
    }

    private JournalEntry read(JournalRecord record) throws EntryAtFault {
        JournalEntry entry;
        try {
            entry = codec.decode(record.value());
        } catch (UndecodableException e) {
            throw new EntryAtFault(record, e.getMessage(), e);
        }
        if (!entry.getDesk().equals(record.desk())) {
            throw new EntryAtFault(
                    record,
                    "Found the record key " + record.desk() + " on an entry of the desk " + entry.getDesk()
                            + "; expected the desk.",
                    null);
        }
        return entry;
    }

    /**
     * Sets a record aside, inside the caller's transaction: keeps it with the reason, and marks the tickets that it is about, as far
     * as they can be known. Where it can be read, the desk's sequence moves past it. All records before it must have been applied.
     *
     * @param handle in a transaction
     * @param record the record
     * @param reason what was found and what was expected, in sentences
     */
    public void setAside(Handle handle, JournalRecord record, String reason) {
        JournalEntry entry;
        try {
            entry = read(record);
        } catch (EntryAtFault e) {
            entry = null;
        }
        try {
            setAside(handle.getConnection(), record, entry, reason);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(
                    "The record at " + record.place() + " cannot be set aside", e, null);
        }
    }

    private void setAside(Connection connection, JournalRecord record, JournalEntry entry, String reason)
            throws SQLException {
        Touched touched = new Touched();
        Set<String> tickets = new TreeSet<>();
        if (entry != null) {
            touched.add(entry, record.partition());
            entry.getFacts().stream()
                    .map(Touched::ticketOf)
                    .filter(Objects::nonNull)
                    .forEach(tickets::add);
        }
        if (record.subjectTicket() != null) {
            tickets.add(record.subjectTicket());
        }
        String key = Objects.requireNonNullElse(record.desk(), "");
        touched.add(key, record.partition(), tickets);
        DeskInMemory desk = touched.read(connection).get(key);
        long lost = entry == null ? desk.row.sequence + 1 : entry.getSequence();
        String missing = EntryFold.missingBefore(desk.row.sequence, lost);
        writer.upsert(
                connection,
                Batch.SET_ASIDE,
                List.<Object[]>of(Batch.setAsideRow(
                        record,
                        entry == null ? null : lost,
                        missing == null ? String.join(" ", tickets) : "",
                        missing == null ? reason : reason + ' ' + missing)));
        mark(connection, desk, tickets, lost);
        if (entry != null && lost > desk.row.sequence) {
            desk.row.sequence = lost;
            desk.row.at = entry.getAt().toEpochMilli();
            desk.row.rules = entry.getRules();
            writer.upsert(connection, DeskRow.TABLE, List.<Object[]>of(desk.row.values()));
        }
    }

    private void mark(Connection connection, DeskInMemory desk, Set<String> tickets, long lost) throws SQLException {
        List<Object[]> marked = new ArrayList<>();
        for (String id : tickets) {
            TicketRow ticket = desk.tickets.get(id);
            if (ticket != null && ticket.incompleteSince == null) {
                ticket.incompleteSince = lost;
                marked.add(ticket.values());
            }
        }
        writer.upsert(connection, TicketRow.TABLE, marked);
    }
}
