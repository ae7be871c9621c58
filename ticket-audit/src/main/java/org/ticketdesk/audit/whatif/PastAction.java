package org.ticketdesk.audit.whatif;

import org.ticketdesk.events.DeskAction;

/**
 * An action of the past.
 *
 * @param action well-formed
 * @param at when it came, epoch milliseconds
 * @param place where it stands: its offset in the log, or its line in a file, from 1
 */
public record PastAction(DeskAction action, long at, long place) {}
