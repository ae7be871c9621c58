package org.ticketdesk.projection.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A ticket with its open cycles and assignments.
 *
 * @param desk where
 * @param view the ticket as it is; in JSON, its fields stand beside the others
 * @param cycles the latest {@value Views#LATEST}, oldest first
 * @param assignments the latest {@value Views#LATEST}, oldest first
 * @param deskSequence the sequence of the desk that the answer reflects
 */
public record TicketDetail(
        String desk,
        @JsonUnwrapped TicketView view,
        List<CycleView> cycles,
        List<AssignmentView> assignments,
        long deskSequence) {}
