/** The whole story of a ticket, told from the log and the journal read in step. */
package org.ticketdesk.audit.history;
