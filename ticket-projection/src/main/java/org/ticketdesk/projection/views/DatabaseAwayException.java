package org.ticketdesk.projection.views;

/** The database did not answer a query; nothing is wrong with the question, and it may be asked again later. */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseAwayException(RuntimeException cause) {
        super("The database of the views does not answer: " + cause.getMessage(), cause);
    }
}
