package org.ticketdesk.audit.history;

import java.util.List;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;

/**
 * One action that was about a ticket, or moved it, and what came of it.
 *
 * @param action what was asked, as it stands in the log; the entry's {@code source} says where
 * @param entry what came of it, as it stands in the journal
 * @param journalOffset where in its partition of the journal, which has the number of the log's
 * @param touches those of the entry's facts that concern the ticket; none when the action was refused or a repetition
 * @param timer what the action fired; null when it is another
 */
public record StoryItem(
        DeskAction action, JournalEntry entry, long journalOffset, List<Touch> touches, FiredTimer timer) {}
