package org.ticketdesk.cli.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** When the next action is due, and how many there were of late. What could not be published in time is not made up for. */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MOST_AT_ONCE = 500;

    private final int perSecond;
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private long began = System.nanoTime();
    private long asked;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    void start() {
        began = System.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** How many actions have become due since this was asked last. */
    long due() {
        long byNow = elapsed().toMillis() * perSecond / 1_000;
        long due = byNow - asked;
        asked = byNow;
        return Math.min(due, MOST_AT_ONCE);
    }

    void published() {
        lastSecond.add(System.nanoTime());
    }

    /** How many were published within the last second. */
    long rate() {
        while (!lastSecond.isEmpty() && System.nanoTime() - lastSecond.peek() > SECOND) {
            lastSecond.remove();
        }
        return lastSecond.size();
    }
}
