/** Where the records of a desk's topics are kept: on a cluster, or in a folder. Reads, and writes nothing. */
package org.ticketdesk.audit.records;
