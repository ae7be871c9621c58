package org.ticketdesk.projection;

/**
 * The views do not stand where this instance left them, and it has written nothing: a copy was put back, or a server that failed has
 * lost its last transactions. What was read does not follow them; it is to be read again from where they stand.
 */
final class MovedException extends RuntimeException {
    MovedException() {
        super("The views are not where this projection left them.");
    }
}
