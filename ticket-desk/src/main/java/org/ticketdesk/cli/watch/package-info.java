/**
 * A process seen from outside: its meters as Prometheus reads them, and whether it is well, over a listener of its own. What is
 * measured and what stands how is the processor's and the projection's to say; here it is judged and served.
 */
package org.ticketdesk.cli.watch;
