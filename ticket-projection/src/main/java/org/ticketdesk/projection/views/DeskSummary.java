package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A desk at a glance.
 *
 * @param desk which
 * @param sequence of its last entry that was applied
 * @param at the desk's time of that entry
 * @param tickets how many are in each status, by the status's name
 * @param agents how many have each presence, by the presence's name; who has left is not among them
 * @param load the Active tickets of the agents who are ONLINE
 * @param capacity how many Active tickets those agents may be routed
 * @param oldestPendingSince since when the ticket that is Pending for longest is Pending; null when none is
 */
public record DeskSummary(
        String desk,
        long sequence,
        Instant at,

        @Keys({"PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE", "CLOSED"})
        Map<String, Long> tickets,

        @Keys({"ONLINE", "AWAY", "OFFLINE"}) Map<String, Long> agents,
        long load,
        long capacity,
        @Nullable Instant oldestPendingSince) {}
