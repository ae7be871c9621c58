package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent.
 *
 * @param agent who
 * @param presence ONLINE, AWAY or OFFLINE
 * @param presenceSince since when
 * @param load the Active tickets they hold
 * @param capacity how many Active tickets they may be routed: their own, or the desk's default
 * @param ownCapacity their own, or null
 * @param holding the tickets they hold, by the name of the status
 * @param available whether they may be routed a ticket: ONLINE, with a load below the capacity
 * @param joinedAt when they were added last
 * @param leftAt when they left the desk, or null
 */
public record AgentView(
        String agent,
        String presence,
        Instant presenceSince,
        long load,
        long capacity,
        @Nullable Integer ownCapacity,
        @Keys({"ACTIVE", "IDLE", "PROACTIVE"}) Map<String, Long> holding,
        boolean available,
        Instant joinedAt,
        @Nullable Instant leftAt) {}
