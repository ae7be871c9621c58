/** The desk as it was: the journal's facts applied up to a moment, with nothing decided; and what is different between two. */
package org.ticketdesk.audit.asof;
