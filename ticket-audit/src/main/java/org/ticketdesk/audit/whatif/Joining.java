package org.ticketdesk.audit.whatif;

import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Presence;

/**
 * An agent whom the scenario adds.
 *
 * @param agent who
 * @param capacity their own capacity, or null for the desk's default
 * @param presence what they are set to when they have joined
 * @param from when they join, epoch milliseconds; null for when the story begins
 */
public record Joining(AgentId agent, Integer capacity, Presence presence, Long from) {}
