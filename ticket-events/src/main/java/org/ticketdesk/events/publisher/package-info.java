/**
 * For programs that ask something of a desk, such as a chat gateway: {@link org.ticketdesk.events.publisher.ActionPublisher} puts
 * actions into the log and says where they stand, and what became of them. It judges nothing but whether an action is well-formed.
 */
package org.ticketdesk.events.publisher;
