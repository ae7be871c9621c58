package org.ticketdesk.mapping;

/** A record of the log is no action: it cannot be decoded, or is malformed. The message says why, and names the path. */
public final class RejectedException extends Exception {
    /**
     * A rejection.
     *
     * @param message why
     */
    public RejectedException(String message) {
        super(message);
    }
}
