/**
 * Traffic on a desk that runs: {@link org.ticketdesk.cli.demo.Demo} publishes what the people of {@code traffic} do, reads what
 * becomes of it, has it shown, and checks at the end that nothing was lost. Acts through the topics alone.
 */
package org.ticketdesk.cli.demo;
