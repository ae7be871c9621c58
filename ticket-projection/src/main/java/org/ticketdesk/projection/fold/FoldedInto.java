package org.ticketdesk.projection.fold;

import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;

/** Where what an entry does to the rows goes: into a batch of rows to be written, or to somebody who only measures. */
interface FoldedInto {

    /** The row has changed. */
    void touch(TicketRow row);

    /** The row has changed. */
    void touch(AgentRow row);

    /** The row has changed. */
    void touch(CycleRow row);

    /** The row has changed. */
    void touch(AssignmentRow row);

    /** An entry was applied, whose action named this ticket, or null. */
    void add(JournalEntry entry, String ticket, byte[] record);

    /** A ticket has got a status. */
    void add(TicketStatusChanged change);

    /** Something was measured; {@code position} is its place in the entry, {@code agent} may be null. */
    void add(JournalEntry entry, int position, Measure measure, long measured, TicketRow ticket, String agent);

    /** Entries are missing before this record. */
    void setAside(JournalRecord record, Long sequence, String tickets, String reason);
}
