/**
 * The log and the journal of desks as a folder of files: written from topics, read as an archive without a broker, and written
 * into an empty cluster again. {@link org.ticketdesk.audit.folder.Manifest} says what stands in such a folder.
 */
package org.ticketdesk.audit.folder;
