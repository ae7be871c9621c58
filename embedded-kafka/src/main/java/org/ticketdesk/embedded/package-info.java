/**
 * A real Kafka broker (KRaft, broker and controller in one) without an installation: {@link
 * org.ticketdesk.embedded.EmbeddedKafka} in this JVM, {@link org.ticketdesk.embedded.ChildKafka} in child JVMs that can
 * be killed, and {@link org.ticketdesk.embedded.TopicsReady} to wait for new topics.
 *
 * <p>What lives here knows Kafka's server and nothing of tickets: no topic names, no serialisation, no domain.
 */
package org.ticketdesk.embedded;
