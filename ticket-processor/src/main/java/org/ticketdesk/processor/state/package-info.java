/** The rows of desks in the task's state stores: keys, bytes, and the rulebook's port over them. Knows no rule. */
package org.ticketdesk.processor.state;
