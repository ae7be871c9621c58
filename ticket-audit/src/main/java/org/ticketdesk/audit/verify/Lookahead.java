package org.ticketdesk.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;

/**
 * Records of a partition, read one after the other, with a look at those that follow where something does not fit. Looks a bounded
 * number ahead. Not thread-safe.
 *
 * @param <T> what the records hold
 */
final class Lookahead<T extends SpecificRecord> {
    private static final int FURTHEST = 1_000;

    private final Records records;
    private final Codec<T> codec;
    private final List<Found<T>> following = new ArrayList<>();
    private Found<T> next;

    /**
     * A record as it was found.
     *
     * @param <T> what it holds
     */
    static final class Found<T extends SpecificRecord> {
        private final ConsumerRecord<byte[], byte[]> record;
        private final Codec<T> codec;
        private T decoded;
        private boolean broken;
        /** It was said already that it stands before its time. */
        boolean isKnownToBeEarly;

        Found(ConsumerRecord<byte[], byte[]> record, Codec<T> codec) {
            this.record = record;
            this.codec = codec;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        /** What the record holds; null when it is not what it should be. */
        T decoded() {
            if (decoded == null && !broken) {
                try {
                    decoded = record.value() == null ? null : codec.decode(record.value());
                } catch (UndecodableException e) {
                    decoded = null;
                }
                broken = decoded == null;
            }
            return decoded;
        }
    }

    Lookahead(Records records, Codec<T> codec) {
        this.records = records;
        this.codec = codec;
    }

    /** The next record, which stays the next; null when there is none. */
    Found<T> peek() {
        if (next == null) {
            next = following.isEmpty() ? read() : following.removeFirst();
        }
        return next;
    }

    /** Goes past the next record. */
    void pass() {
        next = null;
    }

    /** How many records stand before the first that fits, 0 being the next one; -1 when none does as far as is looked. */
    int find(Predicate<Found<T>> fits) {
        Found<T> first = peek();
        if (first == null || fits.test(first)) {
            return first == null ? -1 : 0;
        }
        for (int i = 0; i < FURTHEST; i++) {
            if (i == following.size()) {
                Found<T> more = read();
                if (more == null) {
                    return -1;
                }
                following.add(more);
            }
            if (fits.test(following.get(i))) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Takes a record out from behind the next one, at a place that {@link #find} gave. */
    Found<T> takeOut(int place) {
        return following.remove(place - 1);
    }

    private Found<T> read() {
        return records.hasNext() ? new Found<>(records.next(), codec) : null;
    }
}
