package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The desk as it is, beside what was measured.
 *
 * @param pending how many tickets are Pending
 * @param active how many are Active
 * @param oldestPendingSince since when the ticket that is Pending for longest is Pending; null when none is
 * @param agents the agents of the desk, by their ids
 */
public record Now(long pending, long active, @Nullable Instant oldestPendingSince, List<Loaded> agents) {
    /**
     * An agent's load.
     *
     * @param agent who
     * @param presence ONLINE, AWAY or OFFLINE
     * @param load the Active tickets they hold
     * @param capacity how many they may be routed
     */
    public record Loaded(String agent, String presence, long load, long capacity) {}
}
