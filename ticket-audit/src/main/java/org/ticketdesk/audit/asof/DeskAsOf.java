package org.ticketdesk.audit.asof;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A desk as it was.
 *
 * @param desk its id
 * @param sequence of the last entry that had been decided by then
 * @param at the desk's time of that entry
 * @param settings what it had set
 * @param tickets how many were in each status, the Closed ones too
 * @param waitingLine the Pending tickets in the order in which they would have been served
 * @param agents its agents, by their ids
 */
public record DeskAsOf(
        String desk,
        long sequence,
        Instant at,
        SettingsAsOf settings,
        Map<String, Long> tickets,
        List<WaitingAsOf> waitingLine,
        List<AgentAsOf> agents) {}
