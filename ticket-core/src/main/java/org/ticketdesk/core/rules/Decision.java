package org.ticketdesk.core.rules;

import org.ticketdesk.core.journey.Outcome;

/**
 * What the rulebook decided about one action: the core of a journal entry.
 *
 * @param sequence the desk's, gapless from 1
 * @param at the desk's time, epoch milliseconds
 * @param rules the version of the rules that decided
 * @param outcome what came of it
 */
public record Decision(long sequence, long at, int rules, Outcome outcome) {}
