/** How a task finds its state again, and sees that the log and the journal belong to it. Decides nothing, emits nothing. */
package org.ticketdesk.processor.recovery;
