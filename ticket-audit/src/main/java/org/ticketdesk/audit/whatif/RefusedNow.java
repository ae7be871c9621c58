package org.ticketdesk.audit.whatif;

import org.ticketdesk.core.journey.Reason;

/**
 * An action that was accepted as it was, and could not have happened so.
 *
 * @param place where it stands: its offset in the log, or its line in a file
 * @param at when it came, epoch milliseconds
 * @param type what was asked
 * @param actor who asked, as {@code agent bob}
 * @param ticket of which ticket, or null
 * @param reason why it is refused now
 * @param detail the same in a sentence
 */
public record RefusedNow(long place, long at, String type, String actor, String ticket, Reason reason, String detail) {}
