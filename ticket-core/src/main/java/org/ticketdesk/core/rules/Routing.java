package org.ticketdesk.core.rules;

import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.TicketId;

/**
 * Routing, at the end of every decision: as long as a ticket is Pending and an agent is available, the first in the waiting line
 * goes to the most available agent (decision 4, R1). It never takes an agent above capacity.
 */
final class Routing {
    private Routing() {}

    static void run(Desk desk, Story story) {
        for (TicketId ticket = desk.firstWaiting(); ticket != null; ticket = desk.firstWaiting()) {
            AgentId agent = desk.mostAvailable();
            if (agent == null) {
                return;
            }
            story.take(Row.R1, ticket, agent);
        }
    }
}
