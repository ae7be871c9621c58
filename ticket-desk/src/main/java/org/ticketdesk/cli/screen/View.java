package org.ticketdesk.cli.screen;

import java.time.Duration;

/** Somewhere to show what runs. Not thread-safe. */
public interface View extends AutoCloseable {

    /** Shows it as it is now, in place of what was shown before. */
    void show(Sight sight);

    /** How long to wait between two pictures. */
    Duration interval();

    /** Gives the terminal back as it was. */
    @Override
    void close();
}
