package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.List;
import org.ticketdesk.projection.measures.Group;

/**
 * What was measured at a desk; {@code docs/measures.md} defines it.
 *
 * @param desk where
 * @param from what was complete at this time or later
 * @param to what was complete before this time
 * @param by desk, agent, channel or hour
 * @param sequence the sequence of the desk that the answer reflects
 * @param now the desk as it is
 * @param groups by their keys
 */
public record MeasuresView(
        String desk, Instant from, Instant to, String by, long sequence, Now now, List<Group> groups) {}
