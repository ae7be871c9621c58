package org.ticketdesk.projection.fold;

/**
 * A record that cannot be applied: it cannot be read, or what it says does not fit what was applied before it. Trying again does
 * not help. The first such record of its batch is named; nothing of the batch was written.
 */
public final class EntryAtFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient JournalRecord record;
    private final String reason;

    EntryAtFault(JournalRecord record, String reason, Throwable cause) {
        super("The record at " + record.place() + " cannot be applied: " + reason, cause);
        this.record = record;
        this.reason = reason;
    }

    /** The record. */
    public JournalRecord record() {
        return record;
    }

    /** What was found and what was expected, in sentences. */
    public String reason() {
        return reason;
    }
}
