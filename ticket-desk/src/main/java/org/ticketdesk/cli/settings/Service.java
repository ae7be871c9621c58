package org.ticketdesk.cli.settings;

/** A command that runs until it is asked to end: each of its options is a setting. */
public interface Service {
    /**
     * All that it is told, checked; nothing is started or written.
     *
     * @throws picocli.CommandLine.ParameterException when a setting is not what it must be
     */
    Record configuration();
}
