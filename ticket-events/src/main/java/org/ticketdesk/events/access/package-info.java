/**
 * Who may do what on Kafka: what each {@link org.ticketdesk.events.access.Party} must be granted, and a look at whether it has
 * been. Knows topics and Kafka's access rules, and nothing of what is done with them.
 */
package org.ticketdesk.events.access;
