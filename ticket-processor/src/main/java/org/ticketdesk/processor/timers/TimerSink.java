package org.ticketdesk.processor.timers;

/** Where the actions of timers that have run out are handed, to be published into the log. */
public interface TimerSink {

    /**
     * Takes an action for publishing, without waiting.
     *
     * @param timer what to publish; it is told what became of it
     * @return false when there is no room now: nothing was taken
     */
    boolean offer(SentTimer timer);
}
