package org.ticketdesk.cli.audit;

import java.time.Duration;

/** Numbers as the audit's commands say them. Stateless. */
final class Figures {
    private Figures() {}

    static String desks(long number) {
        return number == 1 ? "1 desk" : "%,d desks".formatted(number);
    }

    /** How long it took, and how fast that was. */
    static String in(Duration took, long records) {
        double seconds = Math.max(1, took.toMillis()) / 1_000.0;
        return ", in %.1f s (%,d records/s)".formatted(seconds, Math.round(records / seconds));
    }
}
