/**
 * What was rejected, published again once the cause is gone. What went before is known by a header of the records in the log
 * (decision 0028).
 */
package org.ticketdesk.cli.redrive;
