package org.ticketdesk.cli.whatif;

import java.util.HashMap;
import java.util.Map;
import org.ticketdesk.events.AssigneeChanged;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldInMemory;
import org.ticketdesk.projection.fold.Measure;
import org.ticketdesk.projection.fold.MeasuredListener;
import org.ticketdesk.projection.measures.By;
import org.ticketdesk.projection.measures.Summing;

/** One desk in one telling, folded and measured as the views are. Keeps the ways of its tickets. Not thread-safe. */
final class Measuring implements MeasuredListener {
    private final FoldInMemory fold;
    private final Summing whole;
    private final Summing grouped;
    private final Map<String, TicketPath> tickets = new HashMap<>();

    /**
     * Begins before the desk's first entry.
     *
     * @param desk its id
     * @param by what to group by, beside the desk as a whole; null for nothing
     */
    Measuring(String desk, By by) {
        this.fold = new FoldInMemory(desk, this);
        this.whole = new Summing(desk, By.DESK);
        this.grouped = by == null ? null : new Summing(desk, by);
    }

    void told(JournalEntry entry) {
        try {
            fold.apply(entry);
        } catch (EntryAtFault e) {
            throw new IllegalStateException(e);
        }
        for (Object fact : entry.getFacts()) {
            if (fact instanceof AssigneeChanged transfer) {
                tickets.get(transfer.getTicket())
                        .handedTo(transfer.getTo(), entry.getAt().toEpochMilli());
            }
        }
    }

    @Override
    public void measured(long at, Measure measure, long measured, String ticket, String agent, String channel) {
        whole.measured(at, measure, measured, ticket, agent, channel);
        if (grouped != null) {
            grouped.measured(at, measure, measured, ticket, agent, channel);
        }
        if (measure == Measure.WAITING) {
            tickets.get(ticket).waited(measured);
        } else if (measure == Measure.FIRST_RESPONSE) {
            tickets.get(ticket).answered(measured);
        }
    }

    @Override
    public void changed(TicketStatusChanged change) {
        whole.changed(change);
        if (grouped != null) {
            grouped.changed(change);
        }
        tickets.computeIfAbsent(change.getTicket(), id -> new TicketPath())
                .stop(change.getAt().toEpochMilli(), change.getTo(), change.getAssignee());
    }

    Summing whole() {
        return whole;
    }

    Summing grouped() {
        return grouped;
    }

    Map<String, TicketPath> tickets() {
        return tickets;
    }
}
