package org.ticketdesk.audit.asof;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent who is not as they were.
 *
 * @param agent their id
 * @param what what is different; never empty
 * @param was as they were at the first moment; null when they were no agent of the desk
 * @param is as they are at the second; null when they are none
 */
public record AgentChange(
        String agent,
        List<What> what,
        @Nullable AgentAsOf was,
        @Nullable AgentAsOf is) {

    /** What can be different. */
    public enum What {
        /** They have joined the desk. */
        JOINED,
        /** They have left it. */
        LEFT,
        /** Their presence is another. */
        PRESENCE,
        /** How many tickets they may be routed is another. */
        CAPACITY,
        /** How many Active tickets they hold is another. */
        LOAD,
        /** They hold other tickets. */
        TICKETS
    }

    /** What is different between the two; empty when nothing is. At most one of them is null. */
    static Optional<AgentChange> between(AgentAsOf was, AgentAsOf is) {
        Set<What> what = EnumSet.noneOf(What.class);
        if (was == null) {
            what.add(What.JOINED);
        } else if (is == null) {
            what.add(What.LEFT);
        } else {
            if (!was.presence().equals(is.presence())) {
                what.add(What.PRESENCE);
            }
            if (was.capacity() != is.capacity() || !Objects.equals(was.ownCapacity(), is.ownCapacity())) {
                what.add(What.CAPACITY);
            }
            if (was.load() != is.load()) {
                what.add(What.LOAD);
            }
            if (!was.tickets().equals(is.tickets())) {
                what.add(What.TICKETS);
            }
        }
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new AgentChange((is == null ? was : is).agent(), List.copyOf(what), was, is));
    }
}
