/**
 * A desk that runs in this process: the data folder, the broker in it (or another one), the topics, the processor. Knows nothing
 * of commands and terminals.
 */
package org.ticketdesk.cli.local;
