package org.ticketdesk.audit.records;

/** A journal does not say what a journal must say, so nothing can be told by it. The message says where, and what to do. */
public final class BrokenJournal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A break.
     *
     * @param message what was found, where, and what was expected
     */
    public BrokenJournal(String message) {
        super(message + ": look at the whole with `desk audit verify`.");
    }
}
