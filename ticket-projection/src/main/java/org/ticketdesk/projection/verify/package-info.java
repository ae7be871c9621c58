/** Compares views with what they must be: those that follow from the log decided again. Writes to a place of its own, for a time. */
package org.ticketdesk.projection.verify;
