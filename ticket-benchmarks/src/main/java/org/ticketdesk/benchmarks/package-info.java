/**
 * Measurements, one file each, with the peers beside us in the same run: {@link org.ticketdesk.benchmarks.Bench} is where they
 * are started from. Nothing here is part of a processor, and nothing else depends on it.
 */
package org.ticketdesk.benchmarks;
