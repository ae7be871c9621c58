package org.ticketdesk.events.publisher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.ticketdesk.events.JournalEntry;

/**
 * Brings actions and outcomes together by the action's place in the log. The acknowledgement and the outcome of an action come
 * on different ways, and either may be first: an outcome that is early is kept, where an action of its id is on its way.
 *
 * <p>Thread-safe. Futures are completed outside its lock, by the thread that brings the last of the two.
 */
final class Outcomes {

    /** A place in the log. */
    record Place(int partition, long offset) {}

    /** What became of an action: an entry, or a reason why there is none. */
    record Outcome(JournalEntry entry, RuntimeException problem) {

        private void complete(CompletableFuture<JournalEntry> future) {
            if (problem == null) {
                future.complete(entry);
            } else {
                future.completeExceptionally(problem);
            }
        }
    }

    /** An action's name. */
    record Name(String desk, String actionId) {}

    /** An action that waits for its outcome; on its way as long as its place is not known. */
    static final class Awaited {
        private final Name name;
        private final int partition;
        private Place place;
        private final CompletableFuture<JournalEntry> future = new CompletableFuture<>();

        private Awaited(Name name, int partition) {
            this.name = name;
            this.partition = partition;
        }

        CompletableFuture<JournalEntry> future() {
            return future;
        }
    }

    private final Map<Name, Set<Awaited>> onTheirWay = new HashMap<>();
    private final Map<Name, Map<Place, Outcome>> early = new HashMap<>();
    private final Map<Place, Awaited> inTheLog = new HashMap<>();
    private RuntimeException end;

    /** Before the action is sent. */
    Awaited expect(Name name, int partition) {
        Awaited awaited = new Awaited(name, partition);
        RuntimeException ended;
        synchronized (this) {
            ended = end;
            if (ended == null) {
                onTheirWay.computeIfAbsent(name, n -> new HashSet<>()).add(awaited);
            }
        }
        if (ended != null) {
            awaited.future.completeExceptionally(ended);
        }
        // Whoever loses patience completes the future, or cancels it, and is not waited for any more.
        awaited.future.whenComplete((entry, problem) -> forget(awaited));
        return awaited;
    }

    /** The action stands in the log. */
    void acknowledged(Awaited awaited, Place place) {
        Optional<Outcome> known;
        synchronized (this) {
            if (!isOnItsWay(awaited)) {
                return;
            }
            awaited.place = place;
            known = Optional.ofNullable(
                    early.getOrDefault(awaited.name, Map.of()).get(place));
            arrive(awaited);
            if (known.isEmpty()) {
                inTheLog.put(place, awaited);
            }
        }
        known.ifPresent(outcome -> outcome.complete(awaited.future));
    }

    /** The action could not be sent. */
    void failed(Awaited awaited, RuntimeException cause) {
        synchronized (this) {
            arrive(awaited);
        }
        awaited.future.completeExceptionally(cause);
    }

    /** An outcome was read, of this publisher's action or of another's. */
    void read(Name name, Place place, Outcome outcome) {
        Awaited awaited;
        synchronized (this) {
            awaited = inTheLog.remove(place);
            if (awaited == null && onTheirWay.containsKey(name)) {
                early.computeIfAbsent(name, n -> new HashMap<>()).put(place, outcome);
            }
        }
        if (awaited != null) {
            outcome.complete(awaited.future);
        }
    }

    /** An outcome on this partition cannot be read; it may be that of any action there. */
    void unreadable(int partition, RuntimeException cause) {
        take(awaited -> awaited.partition == partition).forEach(future -> future.completeExceptionally(cause));
    }

    /** No outcome is read any more. Only the first call counts. */
    void end(RuntimeException cause) {
        synchronized (this) {
            if (end == null) {
                end = cause;
            }
        }
        take(awaited -> true).forEach(future -> future.completeExceptionally(cause));
    }

    /** How much is held: actions awaited, and outcomes that came early. */
    synchronized int kept() {
        return inTheLog.size()
                + onTheirWay.values().stream().mapToInt(Set::size).sum()
                + early.values().stream().mapToInt(Map::size).sum();
    }

    private synchronized void forget(Awaited awaited) {
        arrive(awaited);
        if (awaited.place != null) {
            inTheLog.remove(awaited.place, awaited);
        }
    }

    private boolean isOnItsWay(Awaited awaited) {
        return onTheirWay.getOrDefault(awaited.name, Set.of()).contains(awaited);
    }

    private void arrive(Awaited awaited) {
        Set<Awaited> sameName = onTheirWay.get(awaited.name);
        if (sameName != null) {
            sameName.remove(awaited);
            if (sameName.isEmpty()) {
                onTheirWay.remove(awaited.name);
                early.remove(awaited.name);
            }
        }
    }

    private synchronized List<CompletableFuture<JournalEntry>> take(Predicate<Awaited> which) {
        List<Awaited> taken = new ArrayList<>();
        onTheirWay.values().forEach(sameName -> sameName.stream().filter(which).forEach(taken::add));
        taken.forEach(this::arrive);
        Iterator<Awaited> standing = inTheLog.values().iterator();
        while (standing.hasNext()) {
            Awaited awaited = standing.next();
            if (which.test(awaited)) {
                taken.add(awaited);
                standing.remove();
            }
        }
        return taken.stream().map(Awaited::future).toList();
    }
}
