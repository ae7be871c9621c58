package org.ticketdesk.projection;

/** This instance may not write to these views, and has written nothing. */
public final class FencedException extends RuntimeException {
    /** Why not. */
    public enum Why {
        /** Others have been built, and are in use. */
        RETIRED,
        /** A projection that was started later writes to them. */
        TAKEN_OVER,
        /** They are of another journal. */
        ANOTHER_JOURNAL
    }

    private final Why why;

    FencedException(Why why) {
        super("The views are not this instance's to write: " + why);
        this.why = why;
    }

    /** Why not. */
    public Why why() {
        return why;
    }
}
