/** The commands with which an auditor asks. */
package org.ticketdesk.cli.audit;
