/** Deciding a log again in memory, and comparing with what the processor wrote. Reads topics, writes nothing. */
package org.ticketdesk.processor.replay;
