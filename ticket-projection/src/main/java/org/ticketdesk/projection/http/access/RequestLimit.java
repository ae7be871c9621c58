package org.ticketdesk.projection.http.access;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each person may ask: a bucket of tokens each, which fills up again evenly. The buckets of those who asked last are kept,
 * a bounded number; whoever has not asked for longest begins with a full one. Thread-safe.
 */
public final class RequestLimit {
    private static final int PEOPLE = 20_000;

    private record Person(Role role, String id) {}

    private final int perSecond;
    private final int atOnce;
    private final Map<Person, Bucket> buckets;

    /**
     * A limit.
     *
     * @param perSecond how many requests each may send in a second, in the long run
     * @param atOnce how many when they have not asked for a while
     */
    public RequestLimit(int perSecond, int atOnce) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Person, Bucket> eldest) {
                return size() > PEOPLE;
            }
        };
    }

    /**
     * Counts a request.
     *
     * @return zero when it may be answered; else after how long another may
     */
    public Duration ask(Caller caller) {
        return Duration.ofNanos(bucket(caller).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    private Bucket bucket(Caller caller) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    new Person(caller.role(), caller.id()),
                    person -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .build());
        }
    }
}
