package org.ticketdesk.projection.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refused action.
 *
 * @param sequence of its entry
 * @param at the desk's time
 * @param actionId the action
 * @param actor who asked
 * @param type what was asked
 * @param ticket the ticket that it named, or null
 * @param reason why it was refused
 * @param detail the reason in a sentence
 */
public record RefusalView(
        long sequence,
        Instant at,
        String actionId,
        Who actor,
        String type,
        @Nullable String ticket,
        String reason,
        String detail) {}
