package org.ticketdesk.audit.whatif;

/** A line of a file of actions that is none; the message names the line and, where there is one, the path. */
public final class WrongPastException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongPastException(long line, String problem) {
        super("line " + line + ": " + problem);
    }
}
