package org.ticketdesk.events.publisher;

/** The publisher was closed before this was known. The action may stand in the log all the same. */
public final class PublisherClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublisherClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
