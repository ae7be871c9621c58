package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Set;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Status;

/**
 * Which tickets: those for which all that is not null holds.
 *
 * @param statuses in one of these; empty for any
 * @param assignee held by this agent
 * @param customer of this customer
 * @param channel through this channel
 * @param priority of this priority
 * @param openedFrom opened first at this time or later
 * @param openedTo opened first before this time
 * @param closedFrom Closed, at this time or later
 * @param closedTo Closed, before this time
 */
public record TicketFilter(
        Set<Status> statuses,
        String assignee,
        String customer,
        Channel channel,
        Priority priority,
        Instant openedFrom,
        Instant openedTo,
        Instant closedFrom,
        Instant closedTo) {

    /** Every ticket. */
    public static final TicketFilter ALL = of(Set.of());

    /** Keeps a copy of the statuses. */
    public TicketFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Every ticket in one of these statuses; in any when there are none. */
    public static TicketFilter of(Set<Status> statuses) {
        return new TicketFilter(statuses, null, null, null, null, null, null, null, null);
    }
}
