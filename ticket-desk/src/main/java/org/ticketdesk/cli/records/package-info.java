/** Records of any of the topics, read from Kafka and told as JSON for people and for {@code jq}. Writes nothing to Kafka. */
package org.ticketdesk.cli.records;
