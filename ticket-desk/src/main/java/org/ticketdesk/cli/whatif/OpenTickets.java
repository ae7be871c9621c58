package org.ticketdesk.cli.whatif;

import java.util.Collection;
import org.ticketdesk.events.Status;

/**
 * How many tickets are open, at equal steps over the time of a story.
 *
 * @param was as it was
 * @param mightHaveBeen as it might have been, as long
 */
public record OpenTickets(long[] was, long[] mightHaveBeen) {
    private static final int STEPS = 160;

    static OpenTickets of(Collection<TicketPath> was, Collection<TicketPath> mightHaveBeen, long from, long to) {
        return new OpenTickets(counted(was, from, to), counted(mightHaveBeen, from, to));
    }

    private static long[] counted(Collection<TicketPath> tickets, long from, long to) {
        long[] counts = new long[STEPS + 1];
        for (TicketPath ticket : tickets) {
            boolean open = false;
            for (TicketPath.Stop stop : ticket.stops()) {
                boolean opens = stop.status() != Status.CLOSED;
                if (opens != open) {
                    counts[step(stop.at(), from, to)] += opens ? 1 : -1;
                    open = opens;
                }
            }
        }
        for (int step = 1; step <= STEPS; step++) {
            counts[step] += counts[step - 1];
        }
        return counts;
    }

    private static int step(long at, long from, long to) {
        return to == from ? 0 : (int) Math.ceilDiv((at - from) * STEPS, to - from);
    }
}
