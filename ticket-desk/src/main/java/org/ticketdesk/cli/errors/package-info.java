/** What a command says when it cannot do what was asked. Knows nobody. */
package org.ticketdesk.cli.errors;
