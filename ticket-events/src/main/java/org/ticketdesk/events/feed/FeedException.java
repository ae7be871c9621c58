package org.ticketdesk.events.feed;

/** The feed cannot go on without leaving something out. The message says where, what was found, and what to do. */
public final class FeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
