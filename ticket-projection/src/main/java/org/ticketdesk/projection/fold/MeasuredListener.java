package org.ticketdesk.projection.fold;

import org.ticketdesk.events.TicketStatusChanged;

/** Is told what a story measures, in the order in which it is complete. Times are the desk's, in epoch milliseconds. */
public interface MeasuredListener {

    /**
     * Something was measured.
     *
     * @param at when it was complete
     * @param measure what; {@code docs/measures.md} defines each
     * @param measured how much, in milliseconds where the measure is a length
     * @param ticket of which ticket
     * @param agent whose measure it is, or null
     * @param channel of the ticket
     */
    void measured(long at, Measure measure, long measured, String ticket, String agent, String channel);

    /**
     * A ticket has got a status, and the stay in the one before has ended.
     *
     * @param change as the topic {@code ticket-status-changed} has it; its {@code since} is null at birth
     */
    void changed(TicketStatusChanged change);
}
