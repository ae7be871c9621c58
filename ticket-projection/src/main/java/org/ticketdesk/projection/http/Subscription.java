package org.ticketdesk.projection.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What one stream has still to send. It holds a bounded number of changes; when its client takes them too slowly, it lets go of
 * them all and says so, and the stream reads from the views what it missed. Nobody who offers something waits. Thread-safe.
 */
final class Subscription implements AutoCloseable {
    /** How many changes are held for a client. */
    static final int MOST = 1_000;

    private final Consumer<Subscription> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Deque<Change> changes = new ArrayDeque<>();
    private String counts;
    private boolean missed;
    private boolean ended;

    Subscription(Consumer<Subscription> leave) {
        this.leave = leave;
    }

    /** What there is to do next. */
    sealed interface Next {
        /** Changes are only in the views: read them there, from where the stream has come to. */
        record Missed() implements Next {}

        /**
         * A change.
         *
         * @param change that was applied
         */
        record Changed(Change change) implements Next {}

        /**
         * Counts.
         *
         * @param json a desk at a glance
         */
        record Counts(String json) implements Next {}

        /** Nothing for that long. */
        record Nothing() implements Next {}

        /** The server stops. */
        record Ended() implements Next {}
    }

    void offer(List<Change> some) {
        lock.lock();
        try {
            if (!missed && changes.size() + some.size() > MOST) {
                missed = true;
                changes.clear();
            } else if (!missed) {
                changes.addAll(some);
            }
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    void counts(String json) {
        lock.lock();
        try {
            counts = json;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says that changes were missed: a stream that goes on where another ended begins so, and nobody is told of some. */
    void miss() {
        lock.lock();
        try {
            missed = true;
            changes.clear();
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what there is to do. Changes come before counts, so that counts are never older than what was sent before them. */
    Next next(long longestMs) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(longestMs);
            while (true) {
                if (ended) {
                    return new Next.Ended();
                }
                if (missed) {
                    missed = false;
                    return new Next.Missed();
                }
                if (!changes.isEmpty()) {
                    return new Next.Changed(changes.poll());
                }
                if (counts != null) {
                    String json = counts;
                    counts = null;
                    return new Next.Counts(json);
                }
                if (left <= 0) {
                    return new Next.Nothing();
                }
                left = something.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
