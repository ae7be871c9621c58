package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.ticketdesk.events.Status;

/**
 * How many tickets are open over the time of a story: the most at once in each of its equal steps, and at last how many in the end.
 *
 * @param was as it was
 * @param mightHaveBeen as it might have been, as long
 */
public record OpenTickets(long[] was, long[] mightHaveBeen) {
    private static final int STEPS = 160;

    static OpenTickets of(Collection<TicketPath> was, Collection<TicketPath> mightHaveBeen, long from, long to) {
        return new OpenTickets(counted(was, from, to), counted(mightHaveBeen, from, to));
    }

    private record Turn(long at, int more) {}

    private static long[] counted(Collection<TicketPath> tickets, long from, long to) {
        long[] most = new long[STEPS + 1];
        int reached = 0;
        long open = 0;
        for (Turn turn : turns(tickets)) {
            int step = to == from ? 0 : (int) Math.min(STEPS - 1, (turn.at - from) * STEPS / (to - from));
            Arrays.fill(most, Math.min(reached + 1, step), step, open);
            most[step] = Math.max(step > reached ? open : most[step], open + turn.more);
            open += turn.more;
            reached = step;
        }
        Arrays.fill(most, reached + 1, STEPS + 1, open);
        return most;
    }

    /** When a ticket was opened or closed, openings before closings of the same time. */
    private static List<Turn> turns(Collection<TicketPath> tickets) {
        List<Turn> turns = new ArrayList<>();
        for (TicketPath ticket : tickets) {
            boolean open = false;
            for (TicketPath.Stop stop : ticket.stops()) {
                boolean opens = stop.status() != Status.CLOSED;
                if (opens != open) {
                    turns.add(new Turn(stop.at(), opens ? 1 : -1));
                    open = opens;
                }
            }
        }
        turns.sort(Comparator.comparingLong(Turn::at)
                .thenComparing(Comparator.comparingInt(Turn::more).reversed()));
        return turns;
    }
}
