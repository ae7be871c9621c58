package org.ticketdesk.audit.asof;

import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.events.JournalEntry;

/**
 * Finds a desk as it was, by applying the facts of its journal: nothing is decided, so that it is the desk that there was, whatever
 * the rules say today. Memory is bounded by the tickets ever opened. Not thread-safe.
 */
public final class Evolution {
    private final String id;
    private final Iterator<JournalEntry> entries;
    private final List<Moment> moments;
    private final PastDesk[] found;
    private final PastDesk desk;
    private int missing;
    private Instant first;

    private Evolution(String id, Iterator<JournalEntry> entries, List<Moment> moments) {
        this.id = id;
        this.entries = entries;
        this.moments = moments;
        this.found = new PastDesk[moments.size()];
        this.desk = PastDesk.beforeItsStory(id);
        this.missing = found.length;
    }

    /**
     * The desk at a moment.
     *
     * @param desk its id
     * @param entries its journal from the beginning on, in order; read no further than needed
     * @param moment which
     * @throws NothingKnown when there is no such moment
     * @throws org.ticketdesk.audit.records.BrokenJournal when an entry is missing or cannot be
     */
    public static PastDesk at(String desk, Iterator<JournalEntry> entries, Moment moment) {
        return at(desk, entries, List.of(moment)).getFirst();
    }

    /**
     * The desk at several moments, which may be in any order, in one pass: as {@link #at(String, Iterator, Moment)}.
     *
     * @param desk its id
     * @param entries its journal from the beginning on, in order; read no further than needed
     * @param moments which
     * @return the desk at each of them
     */
    public static List<PastDesk> at(String desk, Iterator<JournalEntry> entries, List<Moment> moments) {
        Evolution evolution = new Evolution(desk, entries, List.copyOf(moments));
        evolution.run();
        return Arrays.asList(evolution.found);
    }

    private void run() {
        while (missing > 0 && entries.hasNext()) {
            JournalEntry entry = entries.next();
            begin(entry.getAt());
            reachedBefore(entry.getAt());
            if (missing > 0) {
                desk.apply(entry);
                reached();
            }
        }
        if (first == null) {
            throw NothingKnown.desk(id);
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null) {
                found[i] = switch (moments.get(i)) {
                    case Moment.AfterEntry after ->
                        throw new NothingKnown("The desk " + id + " has no entry " + after.sequence()
                                + ", expected a sequence from 1 to " + desk.sequence() + ".");
                    case Moment.AtTime at -> desk;
                };
            }
        }
    }

    private void begin(Instant at) {
        if (first != null) {
            return;
        }
        first = at;
        for (Moment moment : moments) {
            if (moment instanceof Moment.AtTime(Instant time) && time.isBefore(first)) {
                throw new NothingKnown("The desk " + id + " has no entry up to " + time + ", expected a time from "
                        + first + ", of its first entry, to " + last() + ", of its last, or later.");
            }
        }
    }

    private Instant last() {
        Instant last = first;
        while (entries.hasNext()) {
            last = entries.next().getAt();
        }
        return last;
    }

    /** The times that are over when the next entry is of {@code next}. */
    private void reachedBefore(Instant next) {
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null && moments.get(i) instanceof Moment.AtTime(Instant time) && next.isAfter(time)) {
                keep(i);
            }
        }
    }

    private void reached() {
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null
                    && moments.get(i) instanceof Moment.AfterEntry(long sequence)
                    && sequence == desk.sequence()) {
                keep(i);
            }
        }
    }

    private void keep(int moment) {
        missing--;
        found[moment] = missing == 0 ? desk : desk.copy();
    }
}
