package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.measures.By;

/**
 * The queries. Each is one read transaction: all parts of an answer reflect the same moment, which is the sequence that it
 * carries.
 *
 * <p>Ids that do not exist are no error: what is asked for by its id is empty then, and a list of a desk of which nothing has been
 * applied has no items and the sequence 0. A cursor and a limit that are null stand for the beginning and for
 * {@value #USUAL}. Every method throws {@link WrongParameter} when a cursor, a limit or a time is not what it must be.
 *
 * <p>Safe for use by many threads, as far as the pool has connections.
 */
public final class Views {
    /** How many items a list has when no limit is given. */
    public static final int USUAL = 50;
    /** How many items a list may have. */
    public static final int MOST = 500;

    private final Supplier<Jdbi> reader;
    private final Codec<JournalEntry> codec;

    /** Views whose entries are of the schemas on board. */
    public Views(Supplier<Jdbi> reader) {
        this(reader, Codec.JOURNAL_ENTRY);
    }

    /**
     * Views.
     *
     * @param reader asked for each query, so that a switch of the generation in use is followed
     * @param codec reads entries
     */
    public Views(Supplier<Jdbi> reader, Codec<JournalEntry> codec) {
        this.reader = reader;
        this.codec = codec;
    }

    /** Up to which sequence the desk has been applied; 0 when nothing of it has. */
    public long sequence(String desk) {
        throw new UnsupportedOperationException(desk + reader + codec);
    }

    /** All desks, by their ids. */
    public Page<DeskSummary> desks(String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** A desk at a glance. */
    public Optional<DeskSummary> summary(String desk) {
        throw new UnsupportedOperationException();
    }

    /** A desk. */
    public Optional<DeskView> desk(String desk) {
        throw new UnsupportedOperationException();
    }

    /** Tickets of a desk. */
    public Page<TicketView> tickets(String desk, TicketFilter filter, TicketSort sort, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** A ticket with its cycles and assignments. */
    public Optional<TicketDetail> ticket(String desk, String ticket) {
        throw new UnsupportedOperationException();
    }

    /** A ticket's story, oldest first; empty when there is neither the ticket nor an entry that names it. */
    public Page<HistoryItem> history(String desk, String ticket, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** What the rulebook must know to say what may be done with this ticket. */
    public Optional<Standing> standing(String desk, String ticket) {
        throw new UnsupportedOperationException();
    }

    /** Agents of a desk, by their ids. */
    public Page<AgentView> agents(String desk, boolean left, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** An agent, also one who has left. */
    public Optional<AgentDetail> agent(String desk, String agent) {
        throw new UnsupportedOperationException();
    }

    /** Assignments that began in a time, the newest first; null for any agent, any ticket, no limit in time. */
    public Page<AssignmentView> assignments(
            String desk, String agent, String ticket, Instant from, Instant to, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** Status changes in a time, the newest first; null for any ticket, no limit in time. */
    public Page<ChangeView> changes(
            String desk, String ticket, Instant from, Instant to, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Status changes after one, the oldest first, for a stream that goes on where it was; {@code next} is always null.
     *
     * @param sequence the entry of the last change that is known
     * @param index the position of that change among the entry's facts; {@link Integer#MAX_VALUE} when all of the entry's are known
     * @param limit at most this many, from 1 up
     */
    public Page<ChangeView> changesAfter(String desk, long sequence, int index, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Refused actions in a time, the newest first; null for any ticket, any actor's id, no limit in time. */
    public Page<RefusalView> refusals(
            String desk, String ticket, String actor, Instant from, Instant to, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** Records of the desk that could not be applied, the newest first. */
    public Page<SetAsideView> setAside(String desk, String cursor, Integer limit) {
        throw new UnsupportedOperationException();
    }

    /** The latest outcome of an action that is not DUPLICATE: what DUPLICATE refers to. */
    public Optional<Applied> outcome(String desk, String actionId) {
        throw new UnsupportedOperationException();
    }

    /** The entry of this sequence. */
    public Optional<Applied> entry(String desk, long sequence) {
        throw new UnsupportedOperationException();
    }

    /**
     * What was measured. Empty when nothing of the desk has been applied.
     *
     * @param from what was complete at this time or later; null for 24 hours before {@code to}
     * @param to what was complete before this time; null for the desk's time, itself included
     */
    public Optional<MeasuresView> measures(String desk, Instant from, Instant to, By by) {
        throw new UnsupportedOperationException();
    }
}
