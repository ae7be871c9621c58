/**
 * The fold: entries of the journal become rows. It knows no rules, no Kafka and no HTTP: facts carry all that a row needs. {@code
 * Fold} is the entry; what one entry does to the rows is in {@code EntryFold}; how rows come out of a database is in {@code
 * Touched}, and how they get into it in {@code TableWriter}.
 *
 * <p>A desk's story may have holes: a record that could not be applied was set aside, or is missing. From then on, what does not
 * fit is taken as the entry says where the hole may be the cause, and the ticket is marked as incomplete; everywhere else it puts
 * the entry at fault.
 */
package org.ticketdesk.projection.fold;
