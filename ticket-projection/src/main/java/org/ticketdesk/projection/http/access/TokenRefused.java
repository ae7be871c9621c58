package org.ticketdesk.projection.http.access;

/** A token does not hold; the message is one sentence for whoever showed it. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TokenRefused(String message) {
        super(message, null, false, false);
    }
}
