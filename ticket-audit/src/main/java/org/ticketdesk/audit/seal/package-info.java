/** The heads of all desks' chains, kept in a file: proof of what the log was. Knows files and keys, and reads journals only. */
package org.ticketdesk.audit.seal;
