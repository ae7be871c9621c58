/** Options that several commands have in common. */
package org.ticketdesk.cli.options;
