package org.ticketdesk.projection.database;

/** The views cannot be opened as things are: the message says what was found, what was expected, and what to do. */
public final class ViewsRefusedException extends RuntimeException {
    /**
     * A refusal.
     *
     * @param message one sentence for the operator
     */
    public ViewsRefusedException(String message) {
        super(message);
    }

    /**
     * A refusal with what the database said.
     *
     * @param message one sentence for the operator
     * @param cause what the database said
     */
    public ViewsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
