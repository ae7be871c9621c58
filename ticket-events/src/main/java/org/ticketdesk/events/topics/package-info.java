/**
 * The topics and the way to them: {@link org.ticketdesk.events.topics.DeskTopic} is the one catalogue, so that no topic's name
 * stands anywhere else; {@link org.ticketdesk.events.topics.TopicAdmin} creates and checks what it lists;
 * {@link org.ticketdesk.events.topics.DeskClients} is the one factory of consumers and producers. What is in the records
 * (codecs, schemas) does not belong here.
 */
package org.ticketdesk.events.topics;
