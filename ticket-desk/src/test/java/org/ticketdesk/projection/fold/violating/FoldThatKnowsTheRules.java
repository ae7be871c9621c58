package org.ticketdesk.projection.fold.violating;

/** Crosses a boundary: facts carry what a view needs. */
public final class FoldThatKnowsTheRules {
    final org.ticketdesk.core.rules.Rulebook what = null;
}
