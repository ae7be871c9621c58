/**
 * Logs with the journals that the rules of each version made of them, kept for ever in {@code src/test/resources/golden}: what was
 * decided by older rules can be checked as long as these can.
 */
package org.ticketdesk.audit.golden;
