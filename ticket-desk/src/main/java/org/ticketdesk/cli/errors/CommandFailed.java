package org.ticketdesk.cli.errors;

/** A command cannot do what was asked: exit code 1, and the message, one sentence or two, on standard error. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit code of a command that failed. */
    public static final int EXIT_CODE = 1;

    /**
     * A failure.
     *
     * @param message what was found, what was expected, what to do
     */
    public CommandFailed(String message) {
        super(message);
    }
}
