/**
 * A desk's past beside another: what both measure, the tickets that differ, and the reports of it. {@code Comparing} is the entry.
 * What is measured is the projection's to say, what is decided the audit's; here the two are only put side by side.
 */
package org.ticketdesk.cli.whatif;
