package org.ticketdesk.projection;

/** The projection will not run, or not go on, as things are: the message says what was found, what was expected, and what to do. */
public final class ProjectionRefusedException extends RuntimeException {
    /**
     * A refusal.
     *
     * @param message one sentence for the operator
     */
    public ProjectionRefusedException(String message) {
        super(message);
    }
}
