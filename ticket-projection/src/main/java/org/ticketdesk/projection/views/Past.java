package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.ticketdesk.audit.asof.Evolution;
import org.ticketdesk.audit.asof.Moment;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;

/**
 * A desk as it was, found from its entries as published: the same fold as an audit's, over the views' own copy of the journal. What
 * it costs grows with the entries before the moment, so there is a bound on them.
 */
final class Past {
    /** How many entries are applied for one answer, at most. */
    static final int MOST = 300_000;

    private static final int AT_A_TIME = 1_000;

    private final Codec<JournalEntry> codec;
    private final Handle handle;
    private final String desk;
    private final long last;
    private final int most;

    /**
     * Looks back.
     *
     * @param desk of which something has been applied
     * @param last its last sequence
     * @param most how many entries are applied at most
     */
    Past(Codec<JournalEntry> codec, Handle handle, String desk, long last, int most) {
        this.codec = codec;
        this.handle = handle;
        this.desk = desk;
        this.last = last;
        this.most = most;
    }

    /**
     * The desk at these moments.
     *
     * @throws WrongParameter when there is no such moment, or it is too far from the desk's first entry
     * @throws StoryHasHole when an entry before one of them is not there
     */
    List<PastDesk> at(List<When> moments) {
        List<Moment> sequences = new ArrayList<>();
        long furthest = 0;
        for (When when : moments) {
            long sequence = sequence(when);
            sequences.add(new Moment.AfterEntry(sequence));
            furthest = Math.max(furthest, sequence);
        }
        try (ResultIterator<JournalEntry> entries = handle.createQuery(
                        "SELECT record FROM entries WHERE desk = :desk AND sequence <= :last ORDER BY sequence")
                .bind("desk", desk)
                .bind("last", furthest)
                .setFetchSize(AT_A_TIME)
                .map((row, context) -> TicketStory.decoded(codec, row.getBytes("record")))
                .iterator()) {
            return Evolution.at(desk, entries, sequences);
        } catch (BrokenJournal | NothingKnown e) {
            throw new StoryHasHole(e);
        }
    }

    private long sequence(When when) {
        String asked = when.time() == null ? when.sequenceName() : when.timeName();
        long sequence;
        if (when.time() != null) {
            sequence = lastUpTo(when.time());
            if (sequence == 0) {
                throw new WrongParameter(
                        asked,
                        "found " + when.time() + ", expected a time from "
                                + Instant.ofEpochMilli(entryFrom(1).at()) + " on, when the desk " + desk
                                + " had its first entry");
            }
        } else {
            sequence = when.sequence() == null ? last : when.sequence();
        }
        if (sequence < 1 || sequence > last) {
            throw new WrongParameter(
                    asked, "found " + sequence + ", expected a number from 1 to " + last + ", the desk's last entry");
        }
        if (sequence > most) {
            throw new WrongParameter(
                    asked,
                    "the desk had " + sequence + " entries by then, expected at most " + most
                            + ", which are applied for one answer; ask `desk audit as-of`, which has no such bound");
        }
        return sequence;
    }

    /** The last entry of a time or before it, 0 when there is none: times follow the sequence, so halving finds it. */
    private long lastUpTo(Instant time) {
        long before = 0;
        long after = last + 1;
        while (after - before > 1) {
            long middle = before + (after - before) / 2;
            Place found = entryFrom(middle);
            if (found.sequence() >= after || found.at() > time.toEpochMilli()) {
                after = middle;
            } else {
                before = found.sequence();
            }
        }
        return before;
    }

    private Place entryFrom(long sequence) {
        return handle.createQuery("SELECT sequence, at FROM entries WHERE desk = :desk AND sequence >= :from"
                        + " ORDER BY sequence LIMIT 1")
                .bind("desk", desk)
                .bind("from", sequence)
                .map((row, context) -> new Place(row.getLong("sequence"), row.getLong("at")))
                .findOne()
                .orElse(new Place(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private record Place(long sequence, long at) {}
}
