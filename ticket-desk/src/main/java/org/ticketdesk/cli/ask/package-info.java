/** What commands ask of a desk's HTTP interface, and how they print it. Knows nothing of Kafka and SQL. */
package org.ticketdesk.cli.ask;
