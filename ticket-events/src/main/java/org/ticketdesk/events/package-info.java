/**
 * The records of the contract, as classes generated from the Avro schemas in {@code schemas/}: what is asked
 * ({@link org.ticketdesk.events.DeskAction}), what became of it ({@link org.ticketdesk.events.JournalEntry}), and the two
 * topics for those who want nothing else ({@link org.ticketdesk.events.TicketStatusChanged},
 * {@link org.ticketdesk.events.TicketSnapshot}).
 *
 * <p>Change a schema, not a class. Nothing here knows a rule of the desk.
 */
package org.ticketdesk.events;
