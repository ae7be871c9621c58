/**
 * Records to bytes and back. {@link org.ticketdesk.events.codec.Codec} is the entry point: Avro's single-object encoding, read
 * with the writer's schema. {@link org.ticketdesk.events.codec.Chain} links the entries of a desk's journal by their hashes, and
 * {@link org.ticketdesk.events.codec.EventSerdes} gives Kafka's clients what they need.
 *
 * <p>Whether what is read makes sense is not judged here, but in {@code org.ticketdesk.events.json}.
 */
package org.ticketdesk.events.codec;
