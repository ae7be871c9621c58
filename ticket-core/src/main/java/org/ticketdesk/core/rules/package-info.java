/**
 * The rules. {@link org.ticketdesk.core.rules.Rulebook} is the entry; look for a row by its name: R12 is decided in
 * {@code Consequences}, what is refused in {@code Judge}, who is given a ticket in {@code Routing}. No state lives here.
 */
package org.ticketdesk.core.rules;
