package org.ticketdesk.core.violating;

import java.util.function.LongSupplier;

/** Crosses a boundary: time is in the log. */
public final class RulesThatAskTheClock {
    final LongSupplier what = System::currentTimeMillis;
}
