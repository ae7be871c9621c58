package org.ticketdesk.core.journey;

/**
 * An agent of the desk. Their load is not kept here: it is how many Active tickets they hold.
 *
 * @param id unique within the desk
 * @param presence whether they are there
 * @param capacity how many Active tickets they may be routed, or null for the desk's default
 * @param lastAssigned the desk's sequence at their last assignment (decision 4), or 0 when they never had one
 */
public record Agent(AgentId id, Presence presence, Integer capacity, long lastAssigned) {

    /** Somebody who has just joined: OFFLINE, never assigned. */
    public static Agent joining(AgentId id, Integer capacity) {
        return new Agent(id, Presence.OFFLINE, capacity, 0);
    }

    /** Whether they are ONLINE. */
    public boolean isOnline() {
        return presence == Presence.ONLINE;
    }

    /** The agent with another presence. */
    public Agent with(Presence next) {
        return new Agent(id, next, capacity, lastAssigned);
    }

    /** The agent with another capacity of their own, or null for the desk's default. */
    public Agent withCapacity(Integer next) {
        return new Agent(id, presence, next, lastAssigned);
    }

    /** The agent after an assignment in the entry of this sequence. */
    public Agent assignedAt(long sequence) {
        return new Agent(id, presence, capacity, sequence);
    }
}
