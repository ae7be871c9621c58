/** Decides a log again, in memory: what the journal and the status topic must say of it. */
package org.ticketdesk.audit.replay;
