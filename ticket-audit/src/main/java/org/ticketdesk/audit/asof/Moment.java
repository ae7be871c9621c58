package org.ticketdesk.audit.asof;

import java.time.Instant;

/** A moment of a desk's story. */
public sealed interface Moment {

    /**
     * When this entry had been decided, and none after it.
     *
     * @param sequence the entry's, from 1
     */
    record AfterEntry(long sequence) implements Moment {}

    /**
     * When the desk's time was this: all entries up to and with it had been decided.
     *
     * @param time to the millisecond
     */
    record AtTime(Instant time) implements Moment {}
}
