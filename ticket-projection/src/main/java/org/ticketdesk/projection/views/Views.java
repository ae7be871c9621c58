package org.ticketdesk.projection.views;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.DatabaseTrouble;
import org.ticketdesk.projection.database.Generation;
import org.ticketdesk.projection.measures.By;
import org.ticketdesk.projection.measures.Group;
import org.ticketdesk.projection.measures.Measures;
import org.ticketdesk.projection.measures.TooMuchMeasuredException;

/**
 * The queries. Each is one read transaction: all parts of an answer reflect the same moment, which is the sequence that it
 * carries.
 *
 * <p>Ids that do not exist are no error: what is asked for by its id is empty then, and a list of a desk of which nothing has been
 * applied has no items and the sequence 0. A cursor and a limit that are null stand for the beginning and for
 * {@value #USUAL}. Lists throw {@link WrongParameter} when the cursor is not of this list and order, or the limit is not from 1 to
 * {@value #MOST}; all queries throw {@link DatabaseAwayException} when the database does not answer.
 *
 * <p>Safe for use by many threads, as far as the pool has connections.
 */
public final class Views {
    /** How many items a list has when no limit is given. */
    public static final int USUAL = 50;
    /** How many items a list may have. */
    public static final int MOST = 10_000;
    /** How many cycles and assignments of a ticket are told with it. */
    static final int LATEST = 500;

    /** How many queries are answered at once. */
    public static final int AT_ONCE = Generation.READERS;
    /** How long a query may take. One that takes longer is ended soon after, and throws what the database says then. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int WAITING_LINE = 50;
    private static final int HELD_TICKETS = 100;
    private static final int LATEST_ASSIGNMENTS = 50;
    private static final Duration USUAL_RANGE = Duration.ofHours(24);

    private static final RowMapper<Named> APPLIED =
            (row, context) -> new Named(row.getString("ticket"), row.getBytes("record"));

    private final Supplier<Jdbi> reader;
    private final Codec<JournalEntry> codec;

    /**
     * Views.
     *
     * @param reader asked for each query, so that a switch of the generation in use is followed
     * @param codec reads entries, of whatever schema those that were applied have: the projection's own
     */
    public Views(Supplier<Jdbi> reader, Codec<JournalEntry> codec) {
        this.reader = reader;
        this.codec = codec;
    }

    /** Up to which sequence the desk has been applied; 0 when nothing of it has. */
    public long sequence(String desk) {
        return read(handle -> sequence(handle, desk));
    }

    /**
     * Desks, by their ids.
     *
     * @param named out of these; null for all
     */
    public Page<DeskSummary> desks(Set<String> named, String cursor, Integer limit) {
        if (named != null && named.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        Cursor after = Cursor.read(cursor, "desks", 1);
        int most = most(limit);
        return read(handle -> {
            String beginning = after == null ? "" : after.id(0);
            Map<String, Object> values = new HashMap<>(Map.of("after", beginning, "most", most + 1));
            String among = named == null ? "" : " AND desk IN (" + among(named, values) + ")";
            List<DeskSummary> found = summaries(handle, "desk > :after" + among + " ORDER BY desk LIMIT :most", values);
            return Newest.page("desks", found, most, null, desk -> List.of(desk.desk()));
        });
    }

    private static String among(Set<String> ids, Map<String, Object> values) {
        StringJoiner names = new StringJoiner(", ");
        for (String id : ids) {
            String name = "id" + values.size();
            values.put(name, id);
            names.add(":" + name);
        }
        return names.toString();
    }

    /** A desk at a glance. */
    public Optional<DeskSummary> summary(String desk) {
        return read(handle -> summary(handle, desk));
    }

    /** A desk. */
    public Optional<DeskView> desk(String desk) {
        return read(handle -> summary(handle, desk)
                .map(summary ->
                        new DeskView(summary, settings(handle, desk), waitingLine(handle, desk), aside(handle, desk))));
    }

    /** Tickets of a desk. */
    public Page<TicketView> tickets(String desk, TicketFilter filter, TicketSort sort, String cursor, Integer limit) {
        TicketList list = new TicketList(filter, sort, cursor, most(limit));
        return read(handle -> list.read(handle, desk, sequence(handle, desk)));
    }

    /** Whose a ticket is, for ever; empty when it is not known. */
    public Optional<String> customer(String desk, String ticket) {
        return read(handle -> ticket(handle, desk, ticket).map(TicketView::customer));
    }

    /** A ticket with its cycles and assignments. */
    public Optional<TicketDetail> ticket(String desk, String ticket) {
        return read(handle -> ticket(handle, desk, ticket)
                .map(view -> new TicketDetail(
                        desk,
                        view,
                        latest(handle, "cycle", desk, ticket, Rows.CYCLE),
                        latest(handle, "assignment", desk, ticket, Rows.ASSIGNMENT),
                        sequence(handle, desk))));
    }

    /**
     * A ticket's story; without items when there is neither the ticket nor an entry that names it.
     *
     * @param newestFirst whether the newest comes first; else the oldest
     */
    public Page<HistoryItem> history(String desk, String ticket, boolean newestFirst, String cursor, Integer limit) {
        return history(desk, ticket, newestFirst, null, cursor, limit);
    }

    /**
     * As {@link #history(String, String, boolean, String, Integer)}, for one of those who act on the ticket: what changed it, and what
     * they asked for themselves.
     *
     * @param onlyFor who is told; null for everything
     */
    public Page<HistoryItem> history(
            String desk, String ticket, boolean newestFirst, @Nullable Who onlyFor, String cursor, Integer limit) {
        Cursor after = TicketStory.cursor(cursor, newestFirst);
        int most = most(limit);
        return read(handle -> new TicketStory(codec, handle, desk, ticket, newestFirst, onlyFor)
                .read(after, most, sequence(handle, desk)));
    }

    /** What the rulebook must know to say what may be done with this ticket. */
    public Optional<Standing> standing(String desk, String ticket) {
        return read(handle -> ticket(handle, desk, ticket)
                .map(view -> new Standing(
                        view,
                        agents(handle, desk, "a.left_at IS NULL ORDER BY a.agent", Map.of()),
                        settings(handle, desk),
                        at(handle, desk).orElseThrow(),
                        sequence(handle, desk))));
    }

    /**
     * The desk as it was at some moments, from its entries. Empty when nothing of the desk has been applied.
     *
     * @throws WrongParameter when there is no such moment, or it is too far from the desk's first entry
     * @throws StoryHasHole when an entry before it was set aside
     */
    public Optional<List<PastDesk>> asOf(String desk, List<When> moments) {
        return read(handle -> {
            long last = sequence(handle, desk);
            return last == 0
                    ? Optional.empty()
                    : Optional.of(new Past(codec, handle, desk, last, Past.MOST).at(moments));
        });
    }

    /**
     * Agents of a desk.
     *
     * @param left whether those who have left are among them
     */
    public Page<AgentView> agents(String desk, boolean left, AgentSort sort, String cursor, Integer limit) {
        AgentList list = new AgentList(left, sort, cursor);
        int most = most(limit);
        return read(handle ->
                list.page(agents(handle, desk, list.which(), list.values(most)), most, sequence(handle, desk)));
    }

    /** An agent, also one who has left. */
    public Optional<AgentDetail> agent(String desk, String agent) {
        TicketFilter held = new TicketFilter(Set.of(), agent, null, null, null, null, null, null, null);
        return read(handle -> agents(handle, desk, "a.agent = :agent", Map.of("agent", agent)).stream()
                .findFirst()
                .map(view -> {
                    long sequence = sequence(handle, desk);
                    return new AgentDetail(
                            desk,
                            view,
                            new TicketList(held, TicketSort.SINCE, null, HELD_TICKETS)
                                    .read(handle, desk, sequence)
                                    .items(),
                            assignments(agent, null, null, null, null)
                                    .read(handle, desk, sequence, LATEST_ASSIGNMENTS)
                                    .items(),
                            sequence);
                }));
    }

    /**
     * Assignments, the newest first.
     *
     * @param agent of this agent; null for any
     * @param ticket of this ticket; null for any
     * @param from that began at this time or later; null for any
     * @param to that began before this time; null for any
     */
    public Page<AssignmentView> assignments(
            String desk, String agent, String ticket, Instant from, Instant to, String cursor, Integer limit) {
        return read(desk, limit, assignments(agent, ticket, from, to, cursor));
    }

    /**
     * Status changes, the newest first.
     *
     * @param ticket of this ticket; null for any
     * @param from at this time or later; null for any
     * @param to before this time; null for any
     */
    public Page<ChangeView> changes(
            String desk, String ticket, Instant from, Instant to, String cursor, Integer limit) {
        Lookup<ChangeView> lookup = new Lookup<>("status_changes", "sequence, fact", Rows.CHANGE);
        Newest<ChangeView> changes = ticket == null
                ? new Newest<>(
                        "changes",
                        lookup,
                        change -> List.of(change.at().toEpochMilli(), change.sequence(), change.index()),
                        List.of("at", "sequence", "fact"),
                        cursor)
                : new Newest<>(
                                "changes of a ticket",
                                lookup,
                                change -> List.of(change.sequence(), change.index()),
                                List.of("sequence", "fact"),
                                cursor)
                        .whole("ticket", ticket);
        return read(desk, limit, changes.between("at", from, to));
    }

    /**
     * Status changes after one, the oldest first, for a stream that goes on where it was.
     *
     * @param sequence the entry of the last change that is known
     * @param index the position of that change among the entry's facts; {@link Integer#MAX_VALUE} when all of the entry's are known
     * @param most at most this many, from 1 up
     */
    public List<ChangeView> changesAfter(String desk, long sequence, int index, int most) {
        return read(handle -> handle.createQuery("SELECT * FROM status_changes"
                        + " WHERE desk = :desk AND (sequence, fact) > (:sequence, :fact)"
                        + " ORDER BY sequence, fact LIMIT :most")
                .bind("desk", desk)
                .bind("sequence", sequence)
                .bind("fact", index)
                .bind("most", most)
                .map(Rows.CHANGE)
                .list());
    }

    /**
     * Refused actions, the newest first.
     *
     * @param ticket that named this ticket; null for any
     * @param actor asked by whom, by id; null for any
     * @param from at this time or later; null for any
     * @param to before this time; null for any
     */
    public Page<RefusalView> refusals(
            String desk, String ticket, String actor, Instant from, Instant to, String cursor, Integer limit) {
        Newest<RefusalView> refusals = ticket == null
                ? new Newest<>(
                                "refusals",
                                new Lookup<>("refusals", "sequence", Rows.REFUSAL),
                                refusal -> List.of(refusal.at().toEpochMilli(), refusal.sequence()),
                                List.of("at", "sequence"),
                                cursor)
                        .where("actor_id", actor)
                : new Newest<>(
                                "refusals of a ticket",
                                new Lookup<>("entries", "sequence", Rows.REFUSAL).keep("'' || outcome = 'REFUSED'"),
                                refusal -> List.of(refusal.sequence()),
                                List.of("sequence"),
                                cursor)
                        .whole("ticket", ticket)
                        .where("actor_id", actor);
        return read(desk, limit, refusals.between("at", from, to));
    }

    /** Records of the desk that could not be applied, the newest first. */
    public Page<SetAsideView> setAside(String desk, String cursor, Integer limit) {
        return read(
                desk,
                limit,
                new Newest<>(
                        "set aside",
                        new Lookup<>("set_aside", "partition_number, record_offset", Rows.SET_ASIDE),
                        record -> List.of(record.partition(), record.offset()),
                        List.of("partition_number", "record_offset"),
                        cursor));
    }

    /** The latest outcome of an action that is not DUPLICATE: what DUPLICATE refers to. */
    public Optional<Applied> outcome(String desk, String actionId) {
        return applied(
                desk,
                new Lookup<>("entries", "sequence", APPLIED)
                        .find("action_id = :action")
                        .with("action", actionId)
                        .keep("'' || outcome <> 'DUPLICATE'")
                        .keepFirst("sequence DESC"));
    }

    /** The entry of one publication of an action, whatever became of it: of the one that stands at this place in the log. */
    public Optional<Applied> outcome(String desk, String actionId, int partition, long offset) {
        return read(handle -> new Lookup<>("entries", "sequence", APPLIED)
                        .find("action_id = :action")
                        .with("action", actionId)
                        .keepFirst("sequence DESC")
                        .read(handle, desk, MOST)
                        .stream()
                        .map(named -> applied(handle, desk, named))
                        .filter(applied -> isAt(applied.entry().getSource(), partition, offset))
                        .findFirst());
    }

    private static boolean isAt(Source source, int partition, long offset) {
        return source.getPartition() == partition && source.getOffset() == offset;
    }

    /** The entry of this sequence. */
    public Optional<Applied> entry(String desk, long sequence) {
        return applied(
                desk,
                new Lookup<>("entries", "sequence", APPLIED)
                        .find("sequence = :sequence")
                        .with("sequence", sequence)
                        .keepFirst("sequence"));
    }

    /**
     * What was measured. Empty when nothing of the desk has been applied.
     *
     * @param from what was complete at this time or later; null for 24 hours before {@code to}
     * @param to what was complete before this time; null for the desk's time, itself included
     * @throws WrongParameter when the times are not in order, or there is too much between them
     */
    public Optional<MeasuresView> measures(String desk, Instant from, Instant to, By by) {
        return read(handle -> at(handle, desk).map(at -> {
            Instant end = to == null ? at.plusMillis(1) : to;
            Instant beginning = from == null ? end.minus(USUAL_RANGE) : from;
            check(beginning, end, by);
            return new MeasuresView(
                    desk,
                    beginning,
                    end,
                    by.toString(),
                    sequence(handle, desk),
                    now(handle, desk),
                    measured(handle, desk, beginning, end, by));
        }));
    }

    private static void check(Instant from, Instant to, By by) {
        if (!from.isBefore(to)) {
            throw new WrongParameter(
                    "from", "found " + from + ", expected a time before " + to + ", where the range ends");
        }
        if (Duration.between(from, to).compareTo(by.longest()) > 0) {
            throw new WrongParameter(
                    "from",
                    "found " + from + ", expected at most " + by.longest().toDays() + " days before " + to
                            + " when grouped by " + by + "; ask for less at a time");
        }
    }

    private static List<Group> measured(Handle handle, String desk, Instant from, Instant to, By by) {
        try {
            return Measures.read(handle, desk, from, to, by);
        } catch (TooMuchMeasuredException e) {
            throw new WrongParameter("from", e.getMessage());
        }
    }

    private static Now now(Handle handle, String desk) {
        DeskSummary summary = summary(handle, desk).orElseThrow();
        return new Now(
                summary.tickets().get("PENDING"),
                summary.tickets().get("ACTIVE"),
                summary.oldestPendingSince(),
                agents(handle, desk, "a.left_at IS NULL ORDER BY a.agent", Map.of()).stream()
                        .map(agent -> new Now.Loaded(agent.agent(), agent.presence(), agent.load(), agent.capacity()))
                        .toList());
    }

    private Optional<Applied> applied(String desk, Lookup<Named> lookup) {
        return read(
                handle -> lookup.read(handle, desk, 1).stream().findFirst().map(named -> applied(handle, desk, named)));
    }

    private Applied applied(Handle handle, String desk, Named named) {
        return new Applied(
                TicketStory.decoded(codec, named.record()),
                named.ticket(),
                named.ticket() == null
                        ? null
                        : ticket(handle, desk, named.ticket())
                                .map(TicketView::status)
                                .orElse(null),
                sequence(handle, desk));
    }

    /** An entry, and the ticket that its action named, or null. */
    private record Named(String ticket, byte[] record) {}

    private static Newest<AssignmentView> assignments(
            String agent, String ticket, Instant from, Instant to, String cursor) {
        Lookup<AssignmentView> lookup = new Lookup<>("assignments", "ticket, assignment", Rows.ASSIGNMENT);
        Newest<AssignmentView> assignments = ticket == null
                ? new Newest<>(
                                "assignments",
                                lookup,
                                assignment -> List.of(
                                        assignment.beganAt().toEpochMilli(),
                                        assignment.ticket(),
                                        assignment.assignment()),
                                List.of("began_at", "ticket", "assignment"),
                                cursor)
                        .where("agent", agent)
                : new Newest<>(
                                "assignments of a ticket",
                                lookup,
                                assignment -> List.of(assignment.assignment()),
                                List.of("assignment"),
                                cursor)
                        .whole("ticket", ticket)
                        .where("agent", agent);
        return assignments.between("began_at", from, to);
    }

    private static List<Waiting> waitingLine(Handle handle, String desk) {
        return handle.createQuery("SELECT * FROM tickets WHERE desk = :desk AND status = 'PENDING'"
                        + " ORDER BY priority_rank DESC, status_since, ticket LIMIT :most")
                .bind("desk", desk)
                .bind("most", WAITING_LINE)
                .map(Rows.WAITING)
                .list();
    }

    private static long aside(Handle handle, String desk) {
        return handle.createQuery("SELECT count(*) FROM set_aside WHERE desk = :desk")
                .bind("desk", desk)
                .mapTo(Long.class)
                .one();
    }

    private static Optional<TicketView> ticket(Handle handle, String desk, String ticket) {
        return handle.createQuery("SELECT * FROM tickets WHERE desk = :desk AND ticket = :ticket")
                .bind("desk", desk)
                .bind("ticket", ticket)
                .map(Rows.TICKET)
                .findOne();
    }

    /** The latest of a ticket's cycles or assignments, oldest first. */
    private static <T> List<T> latest(Handle handle, String what, String desk, String ticket, RowMapper<T> mapper) {
        return handle.createQuery("SELECT * FROM " + what + "s WHERE desk = :desk AND ticket = :ticket ORDER BY " + what
                        + " DESC LIMIT :most")
                .bind("desk", desk)
                .bind("ticket", ticket)
                .bind("most", LATEST)
                .map(mapper)
                .list()
                .reversed();
    }

    private static List<AgentView> agents(Handle handle, String desk, String which, Map<String, Object> values) {
        return handle.createQuery("SELECT a.*, " + Rows.CAPACITY + " AS effective"
                        + " FROM desks d JOIN agents a ON a.desk = d.desk WHERE d.desk = :desk AND " + which)
                .bindMap(values)
                .bind("desk", desk)
                .bind("usual", Settings.OF_A_NEW_DESK.defaultCapacity())
                .map(Rows.AGENT)
                .list();
    }

    private static DeskSettings settings(Handle handle, String desk) {
        return handle.createQuery("SELECT * FROM desks WHERE desk = :desk")
                .bind("desk", desk)
                .map(Rows.SETTINGS)
                .one();
    }

    private static Optional<Instant> at(Handle handle, String desk) {
        return handle.createQuery("SELECT at FROM desks WHERE desk = :desk")
                .bind("desk", desk)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    private static long sequence(Handle handle, String desk) {
        return handle.createQuery("SELECT sequence FROM desks WHERE desk = :desk")
                .bind("desk", desk)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static Optional<DeskSummary> summary(Handle handle, String desk) {
        return summaries(handle, "desk = :desk", Map.of("desk", desk)).stream().findFirst();
    }

    /** Desks at a glance, by their ids; those that this condition finds, which are best neighbours. */
    private static List<DeskSummary> summaries(Handle handle, String which, Map<String, Object> values) {
        List<DeskSummary> bare = handle.createQuery("SELECT d.*, (SELECT min(t.status_since) FROM tickets t"
                        + " WHERE t.desk = d.desk AND t.status = 'PENDING') AS oldest FROM desks d WHERE " + which)
                .bindMap(values)
                .map((row, context) -> new DeskSummary(
                        row.getString("desk"),
                        row.getLong("sequence"),
                        Rows.time(row, "at"),
                        Rows.counts(row, "", "PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE", "CLOSED"),
                        Map.of(),
                        0,
                        0,
                        Rows.time(row, "oldest")))
                .list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<String, Staff> staffs =
                staffs(handle, bare.getFirst().desk(), bare.getLast().desk());
        return bare.stream()
                .map(desk -> staffs.getOrDefault(desk.desk(), new Staff()).at(desk))
                .toList();
    }

    private static Map<String, Staff> staffs(Handle handle, String first, String last) {
        Map<String, Staff> staffs = new HashMap<>();
        handle.createQuery("SELECT a.desk, a.presence, count(*) AS agents, sum(a.active) AS load, sum(" + Rows.CAPACITY
                        + ") AS capacity FROM desks d JOIN agents a ON a.desk = d.desk"
                        + " WHERE d.desk BETWEEN :first AND :last AND a.left_at IS NULL GROUP BY a.desk, a.presence")
                .bind("first", first)
                .bind("last", last)
                .bind("usual", Settings.OF_A_NEW_DESK.defaultCapacity())
                .map((row, context) -> {
                    Staff staff = staffs.computeIfAbsent(row.getString("desk"), desk -> new Staff());
                    staff.count(
                            row.getString("presence"),
                            row.getLong("agents"),
                            row.getLong("load"),
                            row.getLong("capacity"));
                    return staff;
                })
                .list();
        return staffs;
    }

    /** A desk's agents in numbers. */
    private static final class Staff {
        private final Map<String, Long> agents = new LinkedHashMap<>();
        private long load;
        private long capacity;

        Staff() {
            for (String presence : List.of("ONLINE", "AWAY", "OFFLINE")) {
                agents.put(presence, 0L);
            }
        }

        void count(String presence, long count, long theirLoad, long theirCapacity) {
            agents.put(presence, count);
            if (presence.equals("ONLINE")) {
                load = theirLoad;
                capacity = theirCapacity;
            }
        }

        DeskSummary at(DeskSummary desk) {
            return new DeskSummary(
                    desk.desk(),
                    desk.sequence(),
                    desk.at(),
                    desk.tickets(),
                    agents,
                    load,
                    capacity,
                    desk.oldestPendingSince());
        }
    }

    private static int most(Integer limit) {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw new WrongParameter("limit", "found " + limit + ", expected a number from 1 to " + MOST);
        }
        return limit;
    }

    private <T> Page<T> read(String desk, Integer limit, Newest<T> list) {
        int most = most(limit);
        return read(handle -> list.read(handle, desk, sequence(handle, desk), most));
    }

    private <T> T read(Function<Handle, T> query) {
        try {
            return reader.get().withHandle(handle -> {
                TimeLimit limit = TimeLimit.of(handle, LONGEST.plusSeconds(1));
                try {
                    return handle.inTransaction(query::apply);
                } finally {
                    limit.close();
                }
            });
        } catch (RuntimeException e) {
            throw DatabaseTrouble.isBehind(e) ? new DatabaseAwayException(e) : e;
        }
    }
}
