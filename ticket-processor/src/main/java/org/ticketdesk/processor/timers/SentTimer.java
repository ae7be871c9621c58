package org.ticketdesk.processor.timers;

import org.ticketdesk.core.desk.DueTimer;

/**
 * A timer on its way through the log. It has come to its end when the send has failed, or when the task has read past the place
 * where it was appended. Written by the sending thread, read by the task's.
 */
public final class SentTimer {
    private final String desk;
    private final DueTimer due;
    private final BrokerClock clock;
    private volatile long offset = -1;
    private volatile boolean failed;

    /**
     * A timer that is about to be sent.
     *
     * @param desk whose
     * @param due what has run out
     * @param clock of the desk's partition, told of the append time
     */
    public SentTimer(String desk, DueTimer due, BrokerClock clock) {
        this.desk = desk;
        this.due = due;
        this.clock = clock;
    }

    /** Whose it is. */
    public String desk() {
        return desk;
    }

    /** What has run out. */
    public DueTimer due() {
        return due;
    }

    /**
     * It was appended to the log.
     *
     * @param at the offset in the desk's partition
     * @param brokerTime the append time, epoch milliseconds
     * @param sent when this machine's clock said that it was sent, epoch milliseconds
     */
    public void appended(long at, long brokerTime, long sent) {
        clock.acknowledged(brokerTime, sent);
        offset = at;
    }

    /** It could not be sent. */
    public void failed() {
        failed = true;
    }

    /** Whether nothing more can come of it, for a task that has read its partition through this offset. */
    public boolean isOver(long readThrough) {
        return failed || offset >= 0 && offset <= readThrough;
    }
}
