package org.ticketdesk.cli.watch;

/** A part of a process that can say how it is. */
@FunctionalInterface
interface Watched {
    /** How it is now; answers within a few seconds, whatever it waits for itself. */
    Health.Part look();
}
