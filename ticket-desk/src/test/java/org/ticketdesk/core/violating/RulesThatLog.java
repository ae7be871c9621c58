package org.ticketdesk.core.violating;

/** Crosses a boundary: rules must not log. */
public final class RulesThatLog {
    final org.slf4j.Logger what = null;
}
