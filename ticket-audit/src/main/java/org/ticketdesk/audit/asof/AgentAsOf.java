package org.ticketdesk.audit.asof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a desk as they were.
 *
 * @param agent their id
 * @param presence ONLINE, AWAY or OFFLINE
 * @param load how many Active tickets they held
 * @param capacity how many they might be routed
 * @param ownCapacity their own capacity; null when it was the desk's default
 * @param available whether routing might have given them a ticket
 * @param tickets what they held, Idle and Proactive ones too, by id
 */
public record AgentAsOf(
        String agent,
        String presence,
        int load,
        int capacity,
        @Nullable Integer ownCapacity,
        boolean available,
        List<String> tickets) {}
