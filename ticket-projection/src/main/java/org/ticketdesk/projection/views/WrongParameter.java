package org.ticketdesk.projection.views;

/** What was asked cannot be answered: a parameter is not what it must be. The message names it, and is for whoever asked. */
public final class WrongParameter extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String parameter;

    /**
     * Names the parameter.
     *
     * @param parameter its name, as HTTP has it
     * @param problem what was found and what was expected
     */
    public WrongParameter(String parameter, String problem) {
        super(parameter + ": " + problem);
        this.parameter = parameter;
    }

    /** The name of the parameter. */
    public String parameter() {
        return parameter;
    }
}
