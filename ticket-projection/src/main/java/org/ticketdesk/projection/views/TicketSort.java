package org.ticketdesk.projection.views;

import java.util.function.ToLongFunction;
import org.ticketdesk.events.Priority;

/** In which order tickets are listed; those that are alike in it, by their ids. */
public enum TicketSort {
    /** By first opening, the oldest first. */
    OPENED("opened", "opened_at", false, ticket -> ticket.openedAt().toEpochMilli()),
    /** By first opening, the newest first. */
    OPENED_LAST_FIRST("-opened", "opened_at", true, ticket -> ticket.openedAt().toEpochMilli()),
    /** By the time since when they have their status, the longest first. */
    SINCE("since", "status_since", false, ticket -> ticket.statusSince().toEpochMilli()),
    /** By the time since when they have their status, the shortest first. */
    SINCE_LAST_FIRST(
            "-since", "status_since", true, ticket -> ticket.statusSince().toEpochMilli()),
    /** By the entry that last changed them, the oldest first. */
    CHANGED("changed", "sequence", false, TicketView::sequence),
    /** By the entry that last changed them, the newest first. */
    CHANGED_LAST_FIRST("-changed", "sequence", true, TicketView::sequence),
    /** Those that are Closed, by closing, the oldest first. */
    CLOSED("closed", "status_since", false, SINCE.key),
    /** Those that are Closed, by closing, the newest first. */
    CLOSED_LAST_FIRST("-closed", "status_since", true, SINCE.key),
    /** Those that are Pending, in the order in which they will be served. */
    WAITING(
            "waiting",
            "priority_rank",
            true,
            ticket -> Priority.valueOf(ticket.priority()).ordinal());

    private final String text;
    private final String column;
    private final boolean descending;
    private final ToLongFunction<TicketView> key;

    TicketSort(String text, String column, boolean descending, ToLongFunction<TicketView> key) {
        this.text = text;
        this.column = column;
        this.descending = descending;
        this.key = key;
    }

    /**
     * The order that this text names, as HTTP has it.
     *
     * @throws WrongParameter when none is named so
     */
    public static TicketSort of(String text) {
        for (TicketSort sort : values()) {
            if (sort.text.equals(text)) {
                return sort;
            }
        }
        throw new WrongParameter(
                "sort",
                "found " + text
                        + ", expected opened, since, changed or closed, each also with - before it, or waiting");
    }

    /** The column that decides first. */
    String column() {
        return column;
    }

    /** Whether the highest comes first. */
    boolean isDescending() {
        return descending;
    }

    /** What stands in the column. */
    long key(TicketView ticket) {
        return key.applyAsLong(ticket);
    }

    @Override
    public String toString() {
        return text;
    }
}
