package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.ticketdesk.events.Status;

/**
 * The list of tickets. There is an index by status for each order, so a list is one query for each status, merged: each reads the
 * first of its index, and nothing is sorted. The tickets of a customer, or those that an agent holds, are few: they are found by the
 * index that has them together, read whole and sorted. So is a range of a time that is not the order, unless it is open and the
 * order begins at its open end.
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
        for (Part part : parts()) {
            found.addAll(part.read(handle, desk));
        }
        if (sort != TicketSort.WAITING) {
            Comparator<TicketView> order = Comparator.comparingLong(sort::key).thenComparing(TicketView::ticket);
            found.sort(sort.isDescending() ? order.reversed() : order);
        }
        if (found.size() <= most) {
            return new Page<>(List.copyOf(found), null, sequence);
        }
        return new Page<>(List.copyOf(found.subList(0, most)), cursorAfter(found.get(most - 1)), sequence);
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

    private String cursorAfter(TicketView last) {
        return sort == TicketSort.WAITING
                ? Cursor.text(name, List.of(sort.key(last), last.statusSince().toEpochMilli(), last.ticket()))
                : Cursor.text(name, List.of(sort.key(last), last.ticket()));
    }

    /** Queries whose answers together are the list. */
    private List<Part> parts() {
        Set<Status> statuses = possible();
        if (statuses.isEmpty()) {
            return List.of();
        }
        if (sort == TicketSort.WAITING) {
            return waiting();
        }
        if (filter.assignee() != null) {
            return List.of(new Part()
                    .find("assignee = :assignee", "assignee", filter.assignee())
                    .keepRest(statuses));
        }
        if (filter.customer() != null) {
            return List.of(new Part()
                    .find("customer = :customer", "customer", filter.customer())
                    .keepRest(statuses));
        }
        return statuses.stream().map(this::in).toList();
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

    private Part in(Status status) {
        Part part = new Part().find("status = :status", "status", status.name()).findChannelAndPriority();
        if (isReadWhole("opened_at", filter.openedFrom(), filter.openedTo())) {
            return part.findBetween("opened_at", "opened", filter.openedFrom(), filter.openedTo())
                    .keepRest(ANY);
        }
        if (isReadWhole("status_since", filter.closedFrom(), filter.closedTo())) {
            return part.findBetween("status_since", "closed", filter.closedFrom(), filter.closedTo())
                    .keepRest(ANY);
        }
        return part.findInOrder();
    }

    private boolean isReadWhole(String column, Instant from, Instant to) {
        boolean isThere = from != null || to != null;
        boolean orderBeginsAtOpenEnd = to == null && sort.isDescending();
        return isThere && !sort.column().equals(column) && !orderBeginsAtOpenEnd;
    }

    /** The line's index has the priorities from high to low and, within each, the times: what comes after an item is two ranges. */
    private List<Part> waiting() {
        if (after == null) {
            return List.of(line());
        }
        long rank = after.number(0);
        return List.of(
                line().find("priority_rank = :rank", "rank", rank)
                        .find("(status_since, ticket) > (:since, :ticket)", "since", after.number(1))
                        .with("ticket", after.id(2)),
                line().find("priority_rank < :rank", "rank", rank));
    }

    private Part line() {
        Part line = new Part().findChannelAndPriority();
        line.found.add("status = 'PENDING'");
        line.text(line.found, "customer", filter.customer());
        line.between(line.found, "+opened_at", "+opened_at", "opened", filter.openedFrom(), filter.openedTo());
        return line.findFirst("priority_rank DESC, status_since, ticket");
    }

    /**
     * One query, in two steps: the ids of tickets are found by an index that has all that is asked of it, and of their rows those are
     * kept for which the rest holds. What is asked of a row is written as an expression ({@code +opened_at}, {@code '' || channel}),
     * so that it does not choose an index.
     */
    private final class Part {
        private final List<String> found = new ArrayList<>(List.of("desk = :desk"));
        private final List<String> kept = new ArrayList<>(List.of("desk = :desk"));
        private final Map<String, Object> values = new HashMap<>();
        private String firstFound = "";
        private String firstKept = "";

        List<TicketView> read(Handle handle, String desk) {
            return handle.createQuery("SELECT * FROM tickets WHERE " + String.join(" AND ", kept)
                            + " AND ticket IN (SELECT ticket FROM tickets WHERE " + String.join(" AND ", found)
                            + firstFound + ")" + firstKept)
                    .bindMap(values)
                    .bind("desk", desk)
                    .bind("most", most + 1)
                    .map(Rows.TICKET)
                    .list();
        }

        Part find(String condition, String key, Object value) {
            found.add(condition);
            return with(key, value);
        }

        Part findChannelAndPriority() {
            if (filter.channel() != null) {
                find("channel = :channel", "channel", filter.channel().name());
            }
            if (filter.priority() != null) {
                find("priority = :priority", "priority", filter.priority().name());
            }
            return this;
        }

        Part findBetween(String column, String key, Instant from, Instant to) {
            between(found, column, column, key, from, to);
            return this;
        }

        /** Along the index of the list's order, from the cursor on. The cursor stands for the end of a range that it lies in. */
        Part findInOrder() {
            String column = sort.column();
            String lower = after != null && !sort.isDescending() ? "+" + column : column;
            String upper = after != null && sort.isDescending() ? "+" + column : column;
            boolean isByOpening = column.equals("opened_at");
            boolean isBySince = column.equals("status_since");
            between(
                    found,
                    isByOpening ? lower : "+opened_at",
                    isByOpening ? upper : "+opened_at",
                    "opened",
                    filter.openedFrom(),
                    filter.openedTo());
            between(
                    found,
                    isBySince ? lower : "+status_since",
                    isBySince ? upper : "+status_since",
                    "closed",
                    filter.closedFrom(),
                    filter.closedTo());
            afterCursor(found, column);
            return findFirst(order(column));
        }

        Part findFirst(String order) {
            firstFound = " ORDER BY " + order + " LIMIT :most";
            return this;
        }

        /** All that is asked and not found by, in the list's order, from the cursor on. */
        Part keepRest(Set<Status> statuses) {
            if (!statuses.equals(ANY)) {
                kept.add(statuses.stream()
                        .map(status -> "'" + status.name() + "'")
                        .collect(Collectors.joining(", ", "'' || status IN (", ")")));
            }
            text(kept, "customer", filter.customer());
            text(
                    kept,
                    "channel",
                    filter.channel() == null ? null : filter.channel().name());
            text(
                    kept,
                    "priority",
                    filter.priority() == null ? null : filter.priority().name());
            between(kept, "+opened_at", "+opened_at", "opened", filter.openedFrom(), filter.openedTo());
            between(kept, "+status_since", "+status_since", "closed", filter.closedFrom(), filter.closedTo());
            String column = "+" + sort.column();
            afterCursor(kept, column);
            firstKept = " ORDER BY " + order(column) + " LIMIT :most";
            return this;
        }

        Part with(String key, Object value) {
            values.put(key, value);
            return this;
        }

        private void text(List<String> conditions, String column, String text) {
            if (text != null) {
                conditions.add("'' || " + column + " = :" + column);
                with(column, text);
            }
        }

        private void between(
                List<String> conditions, String lower, String upper, String key, Instant from, Instant to) {
            if (from != null) {
                conditions.add(lower + " >= :" + key + "From");
                with(key + "From", from.toEpochMilli());
            }
            if (to != null) {
                conditions.add(upper + " < :" + key + "To");
                with(key + "To", to.toEpochMilli());
            }
        }

        private void afterCursor(List<String> conditions, String column) {
            if (after != null) {
                conditions.add(
                        "(" + column + ", ticket) " + (sort.isDescending() ? "<" : ">") + " (:after, :afterTicket)");
                with("after", after.number(0)).with("afterTicket", after.id(1));
            }
        }

        private String order(String column) {
            String way = sort.isDescending() ? " DESC" : "";
            return column + way + ", ticket" + way;
        }
    }
}
