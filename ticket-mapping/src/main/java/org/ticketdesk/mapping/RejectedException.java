package org.ticketdesk.mapping;

/** A record of the log is no action: it cannot be decoded, or is malformed. The message says why, and names the path. */
public final class RejectedException extends Exception {
    /** What is wrong with the record, for counting. */
    public enum Flaw {
        /** It has no value. */
        NO_VALUE,
        /** Its bytes are no action. */
        UNDECODABLE,
        /** It is an action that is not well-formed. */
        MALFORMED,
        /** Its key is not its desk. */
        ANOTHER_KEY,
        /** It is on a partition that is not its desk's. */
        ANOTHER_PARTITION
    }

    private final Flaw flaw;

    /**
     * A rejection.
     *
     * @param flaw what is wrong
     * @param message why
     */
    public RejectedException(Flaw flaw, String message) {
        super(message);
        this.flaw = flaw;
    }

    /** What is wrong. */
    public Flaw flaw() {
        return flaw;
    }
}
