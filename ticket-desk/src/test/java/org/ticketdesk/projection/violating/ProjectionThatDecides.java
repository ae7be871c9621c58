package org.ticketdesk.projection.violating;

/** Crosses a boundary: whoever makes views must not run the processor. */
public final class ProjectionThatDecides {
    final org.ticketdesk.processor.TicketProcessor what = null;
}
