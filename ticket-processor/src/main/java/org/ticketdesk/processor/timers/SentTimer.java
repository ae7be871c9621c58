package org.ticketdesk.processor.timers;

import org.ticketdesk.core.desk.DueTimer;

/**
 * A timer on its way through the log. It has come to its end when the send has failed, or when the task has read past the place
 * where it was appended. Written by the sending thread, read by the task's.
 */
public final class SentTimer {
    private final String desk;
    private final DueTimer due;
    private volatile long offset = -1;
    private volatile boolean failed;

    /**
     * A timer that is about to be sent.
     *
     * @param desk whose
     * @param due what has run out
     */
    public SentTimer(String desk, DueTimer due) {
        this.desk = desk;
        this.due = due;
    }

    /** Whose it is. */
    public String desk() {
        return desk;
    }

    /** What has run out. */
    public DueTimer due() {
        return due;
    }

    /** It was appended to the log at this offset of the desk's partition. */
    public void appended(long at) {
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
