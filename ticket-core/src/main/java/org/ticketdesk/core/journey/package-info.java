/**
 * The words of the desk: tickets and agents, what can be asked (actions), what came of it (outcomes and facts), and the rows of
 * the rulebook. Values only; nothing here decides.
 */
package org.ticketdesk.core.journey;
