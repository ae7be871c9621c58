package org.ticketdesk.processor.state.violating;

/** Crosses a boundary: rows must not know events. */
public final class RowsThatKnowEvents {
    final org.ticketdesk.events.DeskAction what = null;
}
