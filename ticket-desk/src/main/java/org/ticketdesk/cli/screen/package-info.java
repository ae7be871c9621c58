/**
 * What a person at the terminal sees while something runs: {@link org.ticketdesk.cli.screen.LiveView} is the picture of a desk,
 * drawn in place, {@link org.ticketdesk.cli.screen.PlainView} the same as lines where the output is no terminal. Is handed what
 * to show, and asks nobody for it.
 */
package org.ticketdesk.cli.screen;
