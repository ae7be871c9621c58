package org.ticketdesk.projection.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * An agent with what they hold and held.
 *
 * @param desk where
 * @param view the agent; in JSON, its fields stand beside the others
 * @param tickets the first hundred that they hold, by the time since when each has its status
 * @param assignments their latest fifty, newest first
 * @param deskSequence the sequence of the desk that the answer reflects
 */
public record AgentDetail(
        String desk,
        @JsonUnwrapped AgentView view,
        List<TicketView> tickets,
        List<AssignmentView> assignments,
        long deskSequence) {}
