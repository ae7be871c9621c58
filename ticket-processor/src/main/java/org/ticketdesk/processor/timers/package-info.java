/**
 * Timers are actions too (decision 14): what has run out is published into the log, and judged there. Nothing here decides, and no
 * outcome depends on what is done here.
 */
package org.ticketdesk.processor.timers;
