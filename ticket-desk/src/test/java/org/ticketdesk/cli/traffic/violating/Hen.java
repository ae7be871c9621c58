package org.ticketdesk.cli.traffic.violating;

/** Closes a circle. */
public final class Hen {
    final org.ticketdesk.cli.screen.violating.Egg what = null;
}
