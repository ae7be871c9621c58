package org.ticketdesk.events.publisher;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.errors.InterruptException;

/** Room for what is not acknowledged yet, counted in actions and in bytes. Thread-safe; who waits longest enters first. */
final class Room {

    private final int maxActions;
    private final long maxBytes;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private int actions;
    private long bytes;

    Room(int maxActions, long maxBytes, Duration patience) {
        this.maxActions = maxActions;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /** Waits until there is room. An action larger than all the room enters when it is alone. */
    void enter(int size) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (actions > 0 && (actions >= maxActions || bytes + size > maxBytes)) {
                if (left <= 0) {
                    throw new PublisherFullException(
                            "%d actions of %d bytes are unacknowledged after a wait of %d ms, expected fewer than %d and %d bytes: slow down, or see why the brokers do."
                                    .formatted(actions, bytes, patience.toMillis(), maxActions, maxBytes));
                }
                left = freed.awaitNanos(left);
            }
            actions++;
            bytes += size;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            lock.unlock();
        }
    }

    void leave(int size) {
        lock.lock();
        try {
            actions--;
            bytes -= size;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
