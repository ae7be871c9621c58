package org.ticketdesk.projection.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A desk.
 *
 * @param summary at a glance; in JSON, its fields stand beside the others
 * @param settings what is set
 * @param waitingLine the first fifty Pending tickets, in the order in which they will be served
 * @param setAside how many records of the desk could not be applied
 */
public record DeskView(
        @JsonUnwrapped DeskSummary summary, DeskSettings settings, List<Waiting> waitingLine, long setAside) {}
