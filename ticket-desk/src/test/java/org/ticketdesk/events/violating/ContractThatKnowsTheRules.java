package org.ticketdesk.events.violating;

/** Crosses a boundary: the contract must not know the rulebook. */
public final class ContractThatKnowsTheRules {
    final org.ticketdesk.core.desk.Desk what = null;
}
