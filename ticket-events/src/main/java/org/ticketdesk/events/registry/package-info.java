/**
 * The way to a schema registry, for topics that are in registry framing: {@link org.ticketdesk.events.registry.SchemaRegistry} speaks
 * the REST API that Confluent's registry has made common. Which topics those are is said in {@code org.ticketdesk.events.topics}.
 */
package org.ticketdesk.events.registry;
