package org.ticketdesk.audit.records;

/** What was asked about is not in the records: a desk, a ticket, an agent or a moment. The message says what there is. */
public final class NothingKnown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing.
     *
     * @param message what was asked about, and what there is
     */
    public NothingKnown(String message) {
        super(message);
    }

    /** Nothing is known of this desk. */
    public static NothingKnown desk(String desk) {
        return new NothingKnown("Nothing is known of a desk " + desk
                + ": the journal has no entry of it. There is a desk as soon as somebody has asked something of it.");
    }
}
