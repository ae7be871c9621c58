package org.ticketdesk.core.desk;

import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;

/**
 * A clock that has run out.
 *
 * @param ticket whose
 * @param timer which
 * @param deadline when it ran out, epoch milliseconds
 */
public record DueTimer(TicketId ticket, Timer timer, long deadline) {}
