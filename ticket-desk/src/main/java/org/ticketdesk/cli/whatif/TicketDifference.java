package org.ticketdesk.cli.whatif;

import java.util.Comparator;

/**
 * A ticket that is not the same in both tellings.
 *
 * @param ticket its id
 * @param was as it was; null when it was not opened
 * @param mightHaveBeen as it might have been; null when it would not have been opened
 * @param weightMs how far the two lie apart: the greatest of what its waiting, its first response and its closing differ by, in
 *     milliseconds; where there is one in one telling alone, the story's end stands for the other's
 */
public record TicketDifference(String ticket, TicketPath was, TicketPath mightHaveBeen, long weightMs) {
    /** What differs most comes first. */
    static final Comparator<TicketDifference> MOST_FIRST =
            Comparator.comparingLong(TicketDifference::weightMs).reversed().thenComparing(TicketDifference::ticket);

    /** How a ticket's closing differs. */
    public enum Closing {
        /** Closed earlier than it was. */
        EARLIER,
        /** Closed later than it was. */
        LATER,
        /** Closed, and it was not. */
        ONLY_NOW,
        /** Not closed, and it was. */
        NO_MORE,
        /** Closed at the same time, or in neither. */
        SAME
    }

    /** Compares; {@code end} is the story's, epoch milliseconds. */
    static TicketDifference of(String ticket, TicketPath was, TicketPath might, long end) {
        long weight = 0;
        if (was == null || might == null) {
            weight = end - (was == null ? might : was).openedAt();
        } else {
            long open = end - Math.max(was.openedAt(), might.openedAt());
            weight = Math.max(weight, apart(was.waitedMs(), might.waitedMs(), open));
            weight = Math.max(weight, apart(was.firstResponseMs(), might.firstResponseMs(), open));
            weight = Math.max(weight, apart(was.closedAt(), might.closedAt(), end));
        }
        return new TicketDifference(ticket, was, might, weight);
    }

    private static long apart(Long one, Long other, long without) {
        return one == null && other == null
                ? 0
                : Math.abs((one == null ? without : one) - (other == null ? without : other));
    }

    /** How its first closing differs. */
    public Closing closing() {
        Long before = was == null ? null : was.closedAt();
        Long after = mightHaveBeen == null ? null : mightHaveBeen.closedAt();
        if (before == null || after == null) {
            return before != null ? Closing.NO_MORE : after != null ? Closing.ONLY_NOW : Closing.SAME;
        }
        int order = Long.compare(after, before);
        return order < 0 ? Closing.EARLIER : order > 0 ? Closing.LATER : Closing.SAME;
    }

    /** How much later it is closed, in milliseconds, less than 0 when earlier; null when not closed in both. */
    public Long closedLaterMs() {
        return was == null || mightHaveBeen == null || was.closedAt() == null || mightHaveBeen.closedAt() == null
                ? null
                : (Long) (mightHaveBeen.closedAt() - was.closedAt());
    }

    /** Whether other agents held it, or in another order. */
    public boolean isHeldByOthers() {
        return was == null || mightHaveBeen == null || !was.holders().equals(mightHaveBeen.holders());
    }
}
