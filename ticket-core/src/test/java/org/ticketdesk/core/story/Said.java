package org.ticketdesk.core.story;

import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;

/**
 * Somebody asks for something.
 *
 * @param actor who
 * @param action what
 */
public record Said(Actor actor, Action action) {}
