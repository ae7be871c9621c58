package org.ticketdesk.cli.options;

import picocli.CommandLine.Option;

/** {@code --log-format} and {@code --log-to}: in which form a process logs, and where. */
public final class LogOption {
    /** Forms of a log. */
    public enum Format {
        /** A line for people. */
        TEXT,
        /** A JSON object a line. */
        JSON
    }

    /** Places of a log. */
    public enum Place {
        /** The file {@code desk.log} of the data folder. */
        FILE,
        /** Standard output, where a container's log is collected. */
        STDOUT
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORM",
            defaultValue = "TEXT",
            description = "How to log: text, or json with an object a line. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TEXT;

    @Option(
            names = "--log-to",
            paramLabel = "PLACE",
            defaultValue = "FILE",
            description = "Where to log: file, desk.log in the data folder, or stdout. Default: ${DEFAULT-VALUE}")
    private Place place = Place.FILE;

    /** Whether each line is a JSON object. */
    public boolean isJson() {
        return format == Format.JSON;
    }

    /** Whether standard output is logged to, and no file. */
    public boolean isToStdout() {
        return place == Place.STDOUT;
    }
}
