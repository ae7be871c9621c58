package org.ticketdesk.processor;

/** Whether a partition of the log has been read to its end: a clock that fires while it lags only makes the lag worse. */
interface Lag {
    /**
     * Whether nothing that is known to stand in the log is unread; how far the task has come is remembered.
     *
     * @param partition of the log
     * @param readThrough the offset through which the task has read it; -1 when it has read nothing
     */
    boolean isCaughtUp(int partition, long readThrough);
}
