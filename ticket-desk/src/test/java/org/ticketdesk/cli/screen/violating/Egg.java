package org.ticketdesk.cli.screen.violating;

/** Closes a circle. */
public final class Egg {
    final org.ticketdesk.cli.traffic.violating.Hen what = null;
}
