/**
 * The ticket journey in pure Java: {@code journey} has the words, {@code desk} the state, {@code rules} the decisions. Nothing
 * here knows of Kafka, Avro, SQL, a clock or a random source.
 */
package org.ticketdesk.core;
