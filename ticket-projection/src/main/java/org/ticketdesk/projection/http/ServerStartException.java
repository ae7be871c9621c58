package org.ticketdesk.projection.http;

/** The server could not be started; the message is one sentence: what was found, and what to do about it. */
public final class ServerStartException extends RuntimeException {
    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
