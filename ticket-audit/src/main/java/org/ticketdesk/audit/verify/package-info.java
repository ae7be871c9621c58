/** Compares what was decided with what must have been decided. Reads topics, writes nothing. */
package org.ticketdesk.audit.verify;
