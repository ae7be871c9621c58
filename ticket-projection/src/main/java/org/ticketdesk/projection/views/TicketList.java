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
 * index that has them together, and sorted when that has another order. A range of a time that is not the order is read whole and
 * sorted, unless it is open and the order begins at its open end.
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

    private String cursorAfter(TicketView last) {
        return sort == TicketSort.WAITING
                ? Cursor.text(name, List.of(sort.key(last), last.statusSince().toEpochMilli(), last.ticket()))
                : Cursor.text(name, List.of(sort.key(last), last.ticket()));
    }

    /** Queries whose answers together are the list; in its order, one after the other, when that is the waiting line's. */
    private List<Part> parts() {
        Set<Status> statuses = possible();
        if (statuses.isEmpty()) {
            return List.of();
        }
        if (sort == TicketSort.WAITING) {
            return waiting();
        }
        if (filter.assignee() != null) {
            return List.of(new Part("status_since")
                    .where("assignee = :assignee", "assignee", filter.assignee())
                    .whereText("customer", filter.customer())
                    .whereAmong(statuses)
                    .inOrder());
        }
        if (filter.customer() != null) {
            return List.of(new Part("opened_at")
                    .where("customer = :customer", "customer", filter.customer())
                    .whereAmong(statuses)
                    .inOrder());
        }
        return statuses.stream()
                .map(status -> new Part(searched())
                        .where("status = :status", "status", status.name())
                        .inOrder())
                .toList();
    }

    private Set<Status> possible() {
        Set<Status> possible = EnumSet.copyOf(ANY);
        if (!filter.statuses().isEmpty()) {
            possible.retainAll(filter.statuses());
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

    /** The column by which tickets of a status are searched. */
    private String searched() {
        if (isReadWhole("opened_at", filter.openedFrom(), filter.openedTo())) {
            return "opened_at";
        }
        return isReadWhole("status_since", filter.closedFrom(), filter.closedTo()) ? "status_since" : sort.column();
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
                line().where("priority_rank = :rank", "rank", rank)
                        .where("(status_since, ticket) > (:since, :ticket)", "since", after.number(1))
                        .with("ticket", after.id(2)),
                line().where("priority_rank < :rank", "rank", rank));
    }

    private Part line() {
        return new Part("priority_rank")
                .where("status = 'PENDING'")
                .whereText("assignee", filter.assignee())
                .whereText("customer", filter.customer())
                .orderBy("priority_rank DESC, status_since, ticket");
    }

    /**
     * One query, which searches by one column: any other is written as an expression ({@code +opened_at}, {@code '' || channel}), so
     * that it does not choose the index.
     */
    private final class Part {
        private final String searched;
        private final List<String> conditions = new ArrayList<>(List.of("desk = :desk"));
        private final Map<String, Object> values = new HashMap<>();
        private String order;

        Part(String searched) {
            this.searched = searched;
            whereText(
                    "channel",
                    filter.channel() == null ? null : filter.channel().name());
            whereText(
                    "priority",
                    filter.priority() == null ? null : filter.priority().name());
            whereBetween("opened_at", "opened", filter.openedFrom(), filter.openedTo());
            whereBetween("status_since", "closed", filter.closedFrom(), filter.closedTo());
        }

        List<TicketView> read(Handle handle, String desk) {
            return handle.createQuery("SELECT * FROM tickets WHERE " + String.join(" AND ", conditions) + " ORDER BY "
                            + order + " LIMIT :most")
                    .bindMap(values)
                    .bind("desk", desk)
                    .bind("most", most + 1)
                    .map(Rows.TICKET)
                    .list();
        }

        Part where(String condition) {
            conditions.add(condition);
            return this;
        }

        Part where(String condition, String key, Object value) {
            conditions.add(condition);
            return with(key, value);
        }

        Part with(String key, Object value) {
            values.put(key, value);
            return this;
        }

        Part whereText(String column, String text) {
            return text == null ? this : where("'' || " + column + " = :" + column, column, text);
        }

        Part whereAmong(Set<Status> statuses) {
            return statuses.equals(ANY)
                    ? this
                    : where(statuses.stream()
                            .map(status -> "'" + status.name() + "'")
                            .collect(Collectors.joining(", ", "'' || status IN (", ")")));
        }

        /** In the list's order, from the cursor on. */
        Part inOrder() {
            String column = written(sort.column());
            if (after != null) {
                where("(" + column + ", ticket) " + (sort.isDescending() ? "<" : ">") + " (:after, :afterTicket)");
                with("after", after.number(0)).with("afterTicket", after.id(1));
            }
            String way = sort.isDescending() ? " DESC" : "";
            return orderBy(column + way + ", ticket" + way);
        }

        Part orderBy(String columns) {
            order = columns;
            return this;
        }

        private void whereBetween(String column, String key, Instant from, Instant to) {
            boolean cursorIsAnEnd = after != null && sort.column().equals(column);
            if (from != null) {
                String end = cursorIsAnEnd && !sort.isDescending() ? "+" + column : written(column);
                where(end + " >= :" + key + "From", key + "From", from.toEpochMilli());
            }
            if (to != null) {
                String end = cursorIsAnEnd && sort.isDescending() ? "+" + column : written(column);
                where(end + " < :" + key + "To", key + "To", to.toEpochMilli());
            }
        }

        private String written(String column) {
            return column.equals(searched) ? column : "+" + column;
        }
    }
}
