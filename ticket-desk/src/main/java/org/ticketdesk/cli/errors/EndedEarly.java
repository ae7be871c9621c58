package org.ticketdesk.cli.errors;

/** A command was asked to end before it had begun what it is for: nothing has failed. */
public final class EndedEarly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param sentence one, for a person
     */
    public EndedEarly(String sentence) {
        super(sentence);
    }
}
