package org.ticketdesk.audit.whatif;

/** A scenario that cannot be read; the message names the path, what was found and what was expected. */
public final class WrongScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongScenarioException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
    }
}
