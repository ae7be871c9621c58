package org.ticketdesk.embedded;

/** A broker could not be started; the message is one sentence: what was found, and what to do about it. */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
