package org.ticketdesk.projection.fold;

import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;

/**
 * One desk's story folded without a database, to be measured: by the same fold that makes the views. Keeps a row of each ticket
 * and of each agent, with the present cycle and assignment, and nothing that grows with the story. Not thread-safe.
 */
public final class FoldInMemory {
    private final DeskInMemory desk;
    private final Listened into;

    /**
     * Begins before the desk's first entry.
     *
     * @param desk its id
     * @param listener is told what is measured
     */
    public FoldInMemory(String desk, MeasuredListener listener) {
        this.desk = new DeskInMemory(new DeskRow(desk, 0));
        this.into = new Listened(listener);
    }

    /**
     * Folds the next entry of the desk.
     *
     * @param entry whose sequence follows on the one before; its hash is not looked at
     * @throws EntryAtFault when it does not fit what came before
     */
    public void apply(JournalEntry entry) throws EntryAtFault {
        JournalRecord place = new JournalRecord(0, entry.getSequence(), entry.getDesk(), null, null);
        if (entry.getSequence() != desk.row.sequence + 1) {
            throw new EntryAtFault(
                    place, "Found entry " + entry.getSequence() + ", expected " + (desk.row.sequence + 1) + ".", null);
        }
        new EntryFold(place, entry, desk, into).apply();
    }

    private record Listened(MeasuredListener listener) implements FoldedInto {
        @Override
        public void touch(TicketRow row) {}

        @Override
        public void touch(AgentRow row) {}

        @Override
        public void touch(CycleRow row) {}

        @Override
        public void touch(AssignmentRow row) {}

        @Override
        public void add(JournalEntry entry, String ticket, byte[] record) {}

        @Override
        public void add(TicketStatusChanged change) {
            listener.changed(change);
        }

        @Override
        public void add(
                JournalEntry entry, int position, Measure measure, long measured, TicketRow ticket, String agent) {
            listener.measured(
                    entry.getAt().toEpochMilli(), measure, measured, ticket.ticket, agent, ticket.channel.name());
        }

        @Override
        public void setAside(JournalRecord record, Long sequence, String tickets, String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
