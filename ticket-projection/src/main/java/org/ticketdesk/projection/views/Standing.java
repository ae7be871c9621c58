package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.List;

/**
 * What the rulebook must know of a desk to say what may be done with one ticket.
 *
 * @param ticket as it is
 * @param agents all agents of the desk, by their ids; who has left is not among them
 * @param settings of the desk
 * @param at the desk's time
 * @param deskSequence the sequence of the desk that the answer reflects
 */
public record Standing(
        TicketView ticket, List<AgentView> agents, DeskSettings settings, Instant at, long deskSequence) {}
