package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.ticketdesk.events.Status;

/**
 * The list of tickets. There is an index by status for each order, so a list is one search for each status: each reads the
 * first of its index, and of these the first are the list. The tickets of a customer, or those that an agent holds, are few: they are found by the
 * index that has them together, read whole and sorted. So is a range of a time that is not the order, unless it is open and the
 * order begins at its open end: then the range is a floor below which nothing is looked for, since what has been since was changed
 * since.
 *
 * <p>A ticket that is Closed is so since it was closed: what is asked of the closing is asked of the status.
 */
final class TicketList {
    private static final Set<Status> ANY = EnumSet.complementOf(EnumSet.of(Status.UNKNOWN));

    private final TicketFilter filter;
    private final TicketSort sort;
    private final int most;
    private final String name;
    private final Cursor after;

    /**
     * A list.
     *
     * @param cursor as {@link Page#next} had it, or null
     * @param most how many items, from 1 up
     * @throws WrongParameter when the cursor is of another list or order
     */
    TicketList(TicketFilter filter, TicketSort sort, String cursor, int most) {
        this.filter = filter;
        this.sort = sort;
        this.most = most;
        this.name = "tickets " + sort;
        this.after = Cursor.read(cursor, name, sort == TicketSort.WAITING ? 3 : 2);
    }

    Page<TicketView> read(Handle handle, String desk, long sequence) {
        List<TicketView> found = new ArrayList<>();
        for (Lookup<TicketView> part : parts()) {
            found.addAll(part.read(handle, desk, most + 1));
        }
        found.sort(order());
        return Newest.page(name, found, most, sequence, this::key);
    }

    private Comparator<TicketView> order() {
        if (sort == TicketSort.WAITING) {
            return Comparator.<TicketView>comparingLong(sort::key)
                    .reversed()
                    .thenComparing(TicketView::statusSince)
                    .thenComparing(TicketView::ticket);
        }
        Comparator<TicketView> order = Comparator.comparingLong(sort::key).thenComparing(TicketView::ticket);
        return sort.isDescending() ? order.reversed() : order;
    }

    private List<Object> key(TicketView ticket) {
        return sort == TicketSort.WAITING
                ? List.of(sort.key(ticket), ticket.statusSince().toEpochMilli(), ticket.ticket())
                : List.of(sort.key(ticket), ticket.ticket());
    }

    /** Queries whose answers together have the first of the list. */
    private List<Lookup<TicketView>> parts() {
        Set<Status> statuses = possible();
        if (statuses.isEmpty()) {
            return List.of();
        }
        if (sort == TicketSort.WAITING) {
            return waiting();
        }
        if (filter.assignee() != null) {
            return List.of(whole(new Asked("assignee", "=", "assignee", filter.assignee()), statuses));
        }
        if (filter.customer() != null) {
            return List.of(whole(new Asked("customer", "=", "customer", filter.customer()), statuses));
        }
        List<Lookup<TicketView>> parts = statuses.stream().map(this::in).toList();
        return searched().equals(sort.column())
                ? List.of(Lookup.firstOf(parts, order(sort.column()), sort.column()))
                : parts;
    }

    private Set<Status> possible() {
        Set<Status> possible = EnumSet.copyOf(ANY);
        if (!filter.statuses().isEmpty()) {
            possible.retainAll(filter.statuses());
        }
        if (filter.assignee() != null) {
            possible.removeAll(Set.of(Status.PENDING, Status.IN_PROGRESS, Status.CLOSED));
        }
        if (sort == TicketSort.WAITING) {
            possible.retainAll(Set.of(Status.PENDING));
        }
        if (sort == TicketSort.CLOSED
                || sort == TicketSort.CLOSED_LAST_FIRST
                || filter.closedFrom() != null
                || filter.closedTo() != null) {
            possible.retainAll(Set.of(Status.CLOSED));
        }
        return possible;
    }

    /** What is asked beside the status. */
    private List<Asked> asked() {
        return Stream.of(
                        new Asked("assignee", "=", "assignee", filter.assignee()),
                        new Asked("customer", "=", "customer", filter.customer()),
                        new Asked("channel", "=", "channel", filter.channel()),
                        new Asked("priority", "=", "priority", filter.priority()),
                        new Asked("opened_at", ">=", "openedFrom", filter.openedFrom()),
                        new Asked("opened_at", "<", "openedTo", filter.openedTo()),
                        new Asked("status_since", ">=", "closedFrom", filter.closedFrom()),
                        new Asked("status_since", "<", "closedTo", filter.closedTo()))
                .filter(each -> each.value() != null)
                .toList();
    }

    /** All that one condition finds, then what else is asked, then sorted. */
    private Lookup<TicketView> whole(Asked found, Set<Status> statuses) {
        Lookup<TicketView> part = lookup().find(found.onIndex()).with(found.key(), found.plain());
        part.keep(statuses.stream()
                .map(status -> "'" + status.name() + "'")
                .collect(Collectors.joining(", ", "'' || status IN (", ")")));
        for (Asked each : asked()) {
            part.keep(each.onRow()).with(each.key(), each.plain());
        }
        return keepFirst(part);
    }

    private Lookup<TicketView> in(Status status) {
        String searched = searched();
        boolean isInOrder = searched.equals(sort.column());
        Lookup<TicketView> part = lookup().find("status = '" + status.name() + "'");
        for (Asked each : asked()) {
            boolean isInIndex = each.isText() || each.column().equals(searched);
            if (isInIndex && !cursorStandsFor(each) && !(isInOrder && floorStandsFor(each))) {
                part.find(each.onIndex());
            } else if (isInOrder) {
                part.find(each.onRow());
            } else {
                part.keep(each.onRow());
            }
            part.with(each.key(), each.plain());
        }
        return isInOrder ? findFirst(aboveFloor(part)) : keepFirst(part);
    }

    /** The time by which tickets of a status are searched: the order, or a range that is read whole. */
    private String searched() {
        if (isReadWhole("opened_at", filter.openedFrom(), filter.openedTo())) {
            return "opened_at";
        }
        return isReadWhole("status_since", filter.closedFrom(), filter.closedTo()) ? "status_since" : sort.column();
    }

    private boolean isReadWhole(String column, Instant from, Instant to) {
        boolean isThere = from != null || to != null;
        boolean orderBeginsAtOpenEnd = to == null && sort.isDescending() && sort != TicketSort.OPENED_LAST_FIRST;
        return isThere && !sort.column().equals(column) && !orderBeginsAtOpenEnd;
    }

    /** Whether the index is entered at the cursor, in place of this end of a range. */
    private boolean cursorStandsFor(Asked end) {
        return after != null
                && end.column().equals(sort.column())
                && end.operator().equals(sort.isDescending() ? "<" : ">=");
    }

    /** The time before which nothing that is asked for was changed, of an order that begins with the latest change; or null. */
    private Instant floor() {
        boolean isByChange = sort.isDescending() && !sort.column().equals("opened_at");
        return !isByChange
                ? null
                : Stream.of(filter.openedFrom(), filter.closedFrom())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    /** Whether the index is left at the floor, in place of this end of a range. */
    private boolean floorStandsFor(Asked end) {
        return floor() != null
                && end.column().equals(sort.column())
                && end.operator().equals(">=");
    }

    /** A desk's time never falls: what was changed since a time has the sequence of the first change since then, or a higher one. */
    private Lookup<TicketView> aboveFloor(Lookup<TicketView> part) {
        Instant floor = floor();
        if (floor == null) {
            return part;
        }
        return part.find(
                        sort.column().equals("sequence")
                                ? "sequence >= (SELECT sequence FROM status_changes WHERE desk = :desk AND at >= :floor"
                                        + " ORDER BY at, sequence LIMIT 1)"
                                : sort.column() + " >= :floor")
                .with("floor", floor.toEpochMilli());
    }

    /** The line's index has the priorities from high to low and, within each, the times: what comes after an item is two ranges. */
    private List<Lookup<TicketView>> waiting() {
        if (after == null) {
            return List.of(line());
        }
        long rank = after.number(0);
        return List.of(
                line().find("priority_rank = :rank")
                        .with("rank", rank)
                        .find("(status_since, ticket) > (:since, :ticket)")
                        .with("since", after.number(1))
                        .with("ticket", after.id(2)),
                line().find("priority_rank < :rank").with("rank", rank));
    }

    private Lookup<TicketView> line() {
        Lookup<TicketView> line = lookup().find("status = 'PENDING'");
        asked().forEach(each -> line.find(each.onRow()).with(each.key(), each.plain()));
        return line.findFirst("priority_rank DESC, status_since, ticket");
    }

    private Lookup<TicketView> findFirst(Lookup<TicketView> part) {
        if (after != null) {
            part.find(afterCursor(sort.column())).with("after", after.number(0)).with("afterTicket", after.id(1));
        }
        return part.findFirst(order(sort.column()));
    }

    private Lookup<TicketView> keepFirst(Lookup<TicketView> part) {
        if (after != null) {
            part.keep(afterCursor("+" + sort.column()))
                    .with("after", after.number(0))
                    .with("afterTicket", after.id(1));
        }
        return part.keepFirst(order("+" + sort.column()));
    }

    private String afterCursor(String column) {
        return "(" + column + ", ticket) " + (sort.isDescending() ? "<" : ">") + " (:after, :afterTicket)";
    }

    private String order(String column) {
        String way = sort.isDescending() ? " DESC" : "";
        return column + way + ", ticket" + way;
    }

    private static Lookup<TicketView> lookup() {
        return new Lookup<>("tickets", "ticket", Rows.TICKET);
    }

    /** One condition; of none when the value is null. */
    private record Asked(String column, String operator, String key, Object value) {
        boolean isText() {
            return !(value instanceof Instant);
        }

        Object plain() {
            return value instanceof Instant time ? (Object) time.toEpochMilli() : value.toString();
        }

        String onIndex() {
            return column + " " + operator + " :" + key;
        }

        String onRow() {
            return (isText() ? "'' || " : "+") + onIndex();
        }
    }
}
