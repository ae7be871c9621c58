package org.ticketdesk.cli.settings;

/**
 * A setting that nobody may see: an option of this type is taken from the environment and the file alone, and never shown.
 *
 * @param value what it is
 */
public record Secret(String value) {
    /** What is shown in its place. */
    public static final String HIDDEN = "***";

    @Override
    public String toString() {
        return HIDDEN;
    }
}
