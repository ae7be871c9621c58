package org.ticketdesk.projection.fold;

import java.util.List;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;

/**
 * What one record came to, told to listeners after commit.
 *
 * @param entry the entry; not to be changed
 * @param ticket the ticket that the action named, or null
 * @param changes its status changes, in order, as the topic {@code ticket-status-changed} has them; not to be changed
 */
public record AppliedEntry(JournalEntry entry, String ticket, List<TicketStatusChanged> changes) {}
