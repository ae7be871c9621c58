package org.ticketdesk.projection.views;

/** In which order tickets are listed; those that are alike in it, by their ids. */
public enum TicketSort {
    /** By first opening, the oldest first. */
    OPENED("opened"),
    /** By first opening, the newest first. */
    OPENED_LAST_FIRST("-opened"),
    /** By the time since when they have their status, the longest first. */
    SINCE("since"),
    /** By the time since when they have their status, the shortest first. */
    SINCE_LAST_FIRST("-since"),
    /** By the entry that last changed them, the oldest first. */
    CHANGED("changed"),
    /** By the entry that last changed them, the newest first. */
    CHANGED_LAST_FIRST("-changed"),
    /** Those that are Closed, by closing, the oldest first. */
    CLOSED("closed"),
    /** Those that are Closed, by closing, the newest first. */
    CLOSED_LAST_FIRST("-closed"),
    /** Those that are Pending, in the order in which they will be served. */
    WAITING("waiting");

    private final String text;

    TicketSort(String text) {
        this.text = text;
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

    @Override
    public String toString() {
        return text;
    }
}
