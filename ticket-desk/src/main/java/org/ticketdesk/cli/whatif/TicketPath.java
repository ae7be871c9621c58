package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ticketdesk.events.Status;

/** A ticket in one telling: its way through the statuses, who held it, and what was measured of it. Not thread-safe. */
public final class TicketPath {
    private final List<Stop> stops = new ArrayList<>(4);
    private Long waitedMs;
    private Long firstResponseMs;
    private Long closedAt;

    /**
     * Where the ticket was from a moment on.
     *
     * @param at epoch milliseconds
     * @param status which
     * @param holder who held it, or null
     */
    public record Stop(long at, Status status, String holder) {}

    void stop(long at, Status status, String holder) {
        stops.add(new Stop(at, status, holder));
        if (status == Status.CLOSED && closedAt == null) {
            closedAt = at;
        }
    }

    /** Somebody else holds it, in the same status. */
    void handedTo(String holder, long at) {
        stops.add(new Stop(at, stops.getLast().status, holder));
    }

    void waited(long ms) {
        waitedMs = waitedMs == null ? ms : waitedMs + ms;
    }

    void answered(long ms) {
        if (firstResponseMs == null) {
            firstResponseMs = ms;
        }
    }

    /** The way, from its opening on. */
    public List<Stop> stops() {
        return List.copyOf(stops);
    }

    /** When it was opened, epoch milliseconds. */
    public long openedAt() {
        return stops.getFirst().at;
    }

    /** Where it was last. */
    public Stop last() {
        return stops.getLast();
    }

    /** The waiting times of its open cycles together, in milliseconds; null when there is none. */
    public Long waitedMs() {
        return waitedMs;
    }

    /** Its first first response, in milliseconds; null when there is none. */
    public Long firstResponseMs() {
        return firstResponseMs;
    }

    /** When it was first closed, epoch milliseconds; null when it never was. */
    public Long closedAt() {
        return closedAt;
    }

    /** Who held it, each once, in the order in which they got it. */
    public List<String> holders() {
        return stops.stream()
                .map(Stop::holder)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Whether it went the same way at the same times, in the same hands, and was answered as soon. */
    boolean isLike(TicketPath other) {
        return stops.equals(other.stops)
                && Objects.equals(waitedMs, other.waitedMs)
                && Objects.equals(firstResponseMs, other.firstResponseMs);
    }
}
