package org.ticketdesk.projection.http.access;

/** Whether a token holds cannot be said: the identity provider's keys are not here, and cannot be fetched. */
public final class KeysAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysAwayException(Throwable cause) {
        super("The keys of the identity provider cannot be fetched", cause);
    }
}
