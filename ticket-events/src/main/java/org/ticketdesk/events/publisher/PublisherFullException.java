package org.ticketdesk.events.publisher;

/** Too much is still unacknowledged; nothing of the action was sent. Slow down, and publish it again. */
public final class PublisherFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublisherFullException(String message) {
        super(message);
    }
}
