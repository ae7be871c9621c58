package org.ticketdesk.processor.timers;

/**
 * The broker's time on one partition, as far as it can be known from here: what is due is due by the log's time, and this machine's clock may go
 * before it or after it. Each append time seen says something: a record that was appended at T had not been appended later than
 * now, and one that was sent at L was not appended before it was sent. Thread-safe.
 */
public final class BrokerClock {
    private long aheadAtLeast = Long.MIN_VALUE;
    private long aheadAtMost = Long.MAX_VALUE;

    /** A record of this append time has been read, when this machine's clock said {@code now}; epoch milliseconds. */
    public synchronized void read(long appended, long now) {
        aheadAtLeast = Math.max(aheadAtLeast, appended - now);
        if (aheadAtMost < aheadAtLeast) {
            aheadAtMost = aheadAtLeast;
        }
    }

    /** A record that was sent when this machine's clock said {@code sent} got this append time; epoch milliseconds. */
    public synchronized void acknowledged(long appended, long sent) {
        aheadAtMost = appended - sent;
        if (aheadAtLeast > aheadAtMost) {
            aheadAtLeast = aheadAtMost;
        }
    }

    /** The broker's time when this machine's clock says {@code now}: the two are taken to agree as far as nothing else was seen. */
    public synchronized long at(long now) {
        return now + Math.max(aheadAtLeast, Math.min(0, aheadAtMost));
    }
}
