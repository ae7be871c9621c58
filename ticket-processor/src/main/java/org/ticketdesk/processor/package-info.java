/**
 * The rulebook over Kafka Streams. {@link org.ticketdesk.processor.TicketProcessor} is the entry; the topology is in {@code
 * DeskTopology}, the fold in {@code Decide}. No rule lives here.
 */
package org.ticketdesk.processor;
