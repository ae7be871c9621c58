package org.ticketdesk.projection.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.projection.AppliedListener;
import org.ticketdesk.projection.fold.AppliedEntry;

/**
 * Tells those who wait that something is in the views now: the outcome of an action, a sequence of a desk, or anything at a desk.
 * What is told here was committed before: who then reads the views sees it, and who begins to wait and reads the views
 * afterwards misses nothing.
 *
 * <p>Given to the projection, whose thread it does not hold up: nobody is waited for, and where nobody waits it costs nothing.
 * Thread-safe.
 */
public final class Feed implements AppliedListener {

    private record Name(String desk, String actionId) {}

    private final Map<Name, List<Expected>> expected = new HashMap<>();
    private final Map<String, List<Reached>> awaited = new HashMap<>();
    private final Map<String, List<Listener>> listeners = new HashMap<>();

    /** A feed that nobody waits for yet. */
    public Feed() {}

    @Override
    public void applied(List<AppliedEntry> entries) {
        List<Runnable> told = new ArrayList<>();
        synchronized (this) {
            if (expected.isEmpty() && awaited.isEmpty() && listeners.isEmpty()) {
                return;
            }
            Map<String, List<AppliedEntry>> byDesk = new LinkedHashMap<>();
            for (AppliedEntry applied : entries) {
                JournalEntry entry = applied.entry();
                byDesk.computeIfAbsent(entry.getDesk(), desk -> new ArrayList<>())
                        .add(applied);
                expected.getOrDefault(new Name(entry.getDesk(), entry.getActionId()), List.of())
                        .forEach(one -> told.add(() -> one.applied(entry)));
            }
            byDesk.forEach((desk, its) -> {
                long sequence = its.getLast().entry().getSequence();
                for (Reached one : awaited.getOrDefault(desk, List.of())) {
                    if (one.sequence <= sequence) {
                        told.add(() -> one.future.complete(null));
                    }
                }
                listeners.getOrDefault(desk, List.of()).forEach(one -> told.add(() -> one.applied(its)));
            });
        }
        told.forEach(Runnable::run);
    }

    @Override
    public void skipped() {
        List<Runnable> told = new ArrayList<>();
        synchronized (this) {
            expected.values().forEach(some -> some.forEach(one -> told.add(one::lookAgain)));
            awaited.values().forEach(some -> some.forEach(one -> told.add(() -> one.future.complete(null))));
            listeners.values().forEach(some -> some.forEach(one -> told.add(one.skipped)));
        }
        told.forEach(Runnable::run);
    }

    /** Begins to wait for entries of an action. */
    Expected expect(String desk, String actionId) {
        return add(expected, new Name(desk, actionId), new Expected(new Name(desk, actionId)));
    }

    /** Begins to wait for an entry with this sequence or a higher one. */
    Reached reached(String desk, long sequence) {
        return add(awaited, desk, new Reached(desk, sequence));
    }

    /**
     * Begins to tell what is applied to a desk, and when the views have to be read for what was not told; both are called by the
     * projection's thread and must be quick.
     */
    Listener listen(String desk, Told told, Runnable skipped) {
        return add(listeners, desk, new Listener(desk, told, skipped));
    }

    private synchronized <K, V> V add(Map<K, List<V>> map, K key, V value) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        return value;
    }

    private synchronized <K, V> void remove(Map<K, List<V>> map, K key, V value) {
        map.computeIfPresent(key, (k, values) -> {
            values.remove(value);
            return values.isEmpty() ? null : values;
        });
    }

    /** How many wait for something. */
    synchronized int waiting() {
        return expected.size() + awaited.size() + listeners.size();
    }

    /** What is told of a desk. */
    interface Told {
        /** These entries of the desk were applied, in this order. */
        void applied(List<AppliedEntry> entries);
    }

    /** An action whose entries are awaited. Close it in the end. */
    final class Expected implements AutoCloseable {
        private final Name name;
        private final CompletableFuture<JournalEntry> any = new CompletableFuture<>();
        private final CompletableFuture<JournalEntry> own = new CompletableFuture<>();
        private final List<JournalEntry> early = new ArrayList<>();
        private boolean placed;
        private int partition;
        private long offset;

        private Expected(Name name) {
            this.name = name;
        }

        /**
         * Completes with the first entry that is applied from now on, of whichever publication of the action; with null when some
         * were skipped, so that it may be in the views already.
         */
        CompletableFuture<JournalEntry> any() {
            return any;
        }

        /**
         * Completes with the entry of the publication that stands at this place in the log; with null when entries were skipped, so
         * that it may be in the views already.
         */
        CompletableFuture<JournalEntry> at(int itsPartition, long itsOffset) {
            synchronized (early) {
                placed = true;
                partition = itsPartition;
                offset = itsOffset;
                early.stream().filter(this::isOwn).findFirst().ifPresent(own::complete);
            }
            return own;
        }

        private void applied(JournalEntry entry) {
            synchronized (early) {
                if (!placed) {
                    early.add(entry);
                } else if (isOwn(entry)) {
                    own.complete(entry);
                }
            }
            any.complete(entry);
        }

        private void lookAgain() {
            any.complete(null);
            own.complete(null);
        }

        private boolean isOwn(JournalEntry entry) {
            return entry.getSource().getPartition() == partition
                    && entry.getSource().getOffset() == offset;
        }

        @Override
        public void close() {
            remove(expected, name, this);
        }
    }

    /** A sequence of a desk that is awaited. Close it in the end. */
    final class Reached implements AutoCloseable {
        private final String desk;
        private final long sequence;
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        private Reached(String desk, long sequence) {
            this.desk = desk;
            this.sequence = sequence;
        }

        /** Completes when it is reached, or when entries were skipped, so that it may be. */
        CompletableFuture<Void> future() {
            return future;
        }

        @Override
        public void close() {
            remove(awaited, desk, this);
        }
    }

    /** Somebody who is told of a desk. Close it in the end. */
    final class Listener implements AutoCloseable {
        private final String desk;
        private final Told told;
        private final Runnable skipped;

        private Listener(String desk, Told told, Runnable skipped) {
            this.desk = desk;
            this.told = told;
            this.skipped = skipped;
        }

        private void applied(List<AppliedEntry> entries) {
            told.applied(entries);
        }

        @Override
        public void close() {
            remove(listeners, desk, this);
        }
    }
}
