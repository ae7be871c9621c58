package org.ticketdesk.events.publisher;

/** What became of an action cannot be told here, though it may be in the journal; the message says why. */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
