/**
 * The command line: {@link org.ticketdesk.cli.Desk} is the entry point, and each command is a class of its own that reads its
 * options and hands over to the package that does the work: {@code local} runs a desk, {@code traffic} plays the people, {@code
 * demo} plays them on a desk that runs, {@code screen} shows it, {@code proof} checks what it left, {@code records} prints
 * topics.
 *
 * <p>No rule of the journey and no name of a topic lives here.
 */
package org.ticketdesk.cli;
