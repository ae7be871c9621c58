package org.ticketdesk.cli.settings;

/** A variable, a file or a line that is not what it must be; the message says what was found, what was expected, what to do. */
final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSetting(String message) {
        super(message);
    }
}
