package org.ticketdesk.events.access;

/** The cluster does not let somebody do what they must; the message names who, what is missing, and what to do. */
public final class AccessRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccessRefusedException(String message) {
        super(message);
    }
}
