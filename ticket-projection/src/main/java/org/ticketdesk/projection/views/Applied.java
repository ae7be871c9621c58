package org.ticketdesk.projection.views;

import org.jspecify.annotations.Nullable;
import org.ticketdesk.events.JournalEntry;

/**
 * An entry that was applied.
 *
 * @param entry as published
 * @param ticket the ticket that its action named, or null
 * @param ticketStatus the present status of that ticket; null when there is none
 * @param deskSequence the sequence of the desk that the answer reflects
 */
public record Applied(
        JournalEntry entry,
        @Nullable String ticket,
        @Nullable String ticketStatus,
        long deskSequence) {}
