package org.ticketdesk.examples.violating;

/** Crosses a boundary: other people have no rulebook. */
public final class ExampleThatDecides {
    final org.ticketdesk.core.rules.Rulebook what = null;
}
