package org.ticketdesk.cli.whatif;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ticketdesk.audit.whatif.Played;
import org.ticketdesk.projection.measures.By;

/**
 * A desk's past in both tellings.
 *
 * @param played what was played, and which outcomes differ
 * @param whole the measures of the desk
 * @param by what else they are grouped by, or null
 * @param groups the measures so grouped; empty without {@code by}
 * @param tickets how many tickets there are in either telling
 * @param differing those that differ, what differs most first
 * @param open how many tickets are open over the time of the story
 */
public record DeskComparison(
        Played played,
        MeasuredGroup whole,
        By by,
        List<MeasuredGroup> groups,
        long tickets,
        List<TicketDifference> differing,
        OpenTickets open) {

    /** How many of the tickets that differ do so in each way. */
    public Map<TicketDifference.Closing, Long> closings() {
        Map<TicketDifference.Closing, Long> closings = new EnumMap<>(TicketDifference.Closing.class);
        for (TicketDifference.Closing closing : TicketDifference.Closing.values()) {
            closings.put(closing, 0L);
        }
        differing.forEach(each -> closings.merge(each.closing(), 1L, Long::sum));
        return closings;
    }

    /** How many tickets were held by others. */
    public long heldByOthers() {
        return differing.stream().filter(TicketDifference::isHeldByOthers).count();
    }
}
