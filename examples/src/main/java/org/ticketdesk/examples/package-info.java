/**
 * What other people's programs look like: {@link org.ticketdesk.examples.GatewayExample} publishes, and
 * {@link org.ticketdesk.examples.DashboardExample} follows. They use the library {@code ticket-events} and nothing else of this project.
 */
package org.ticketdesk.examples;
