package org.ticketdesk.audit.seal;

/** A seal or a key cannot be read, or the desk cannot be sealed. The message says what was found and what was expected. */
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealException(String message) {
        super(message);
    }

    SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
