package org.ticketdesk.processor.timers;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.core.journey.TicketId;

/**
 * The clocks of one partition: hands timers that have run out to be published, the oldest first, at most so many a second, and
 * never one whose last firing may still be on its way. Nothing is lost with this object: a ticket's clock is found again from the
 * ticket. Used by the task's thread only.
 */
public final class DeskTimers {
    /** How many timers are published per partition and second at the most. */
    public static final int PER_SECOND = 1_000;

    /** Enough for {@link #PER_SECOND} where they are looked up every 100 ms, which is the longest that may be set. */
    private static final int AT_ONCE = PER_SECOND / 10;

    private final TimerSink sink;
    private final BrokerClock clock;
    private final Queue<SentTimer> onTheirWay = new ArrayDeque<>();
    private final Set<Key> busy = new HashSet<>();
    private double allowance;
    private long allowedAt;

    private record Key(String desk, TicketId ticket) {}

    /** A desk and its id, as far as timers look at it. */
    public record Watched(String id, Desk desk) {}

    /**
     * The clocks of a partition.
     *
     * @param sink where timers are handed
     * @param clock the broker's time on this partition
     */
    public DeskTimers(TimerSink sink, BrokerClock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Looks again at the tickets whose timers have come to their end: where a clock still runs, it is watched again.
     *
     * @param readThrough the offset through which the task has read its partition
     * @param desks by id; null for one that is not there
     */
    public void settle(long readThrough, Function<String, Desk> desks) {
        for (Iterator<SentTimer> sent = onTheirWay.iterator(); sent.hasNext(); ) {
            SentTimer timer = sent.next();
            if (timer.isOver(readThrough)) {
                sent.remove();
                busy.remove(key(timer));
                desks.apply(timer.desk()).watchAgain(timer.due().ticket());
            }
        }
    }

    /**
     * Hands out what has run out.
     *
     * @param desks of the partition
     * @param now this machine's time, epoch milliseconds
     * @return how many were handed out
     */
    public int fire(Collection<Watched> desks, long now) {
        long brokerNow = clock.at(now);
        allowance = Math.min(AT_ONCE, allowance + Math.max(0, now - allowedAt) * PER_SECOND / 1000.0);
        allowedAt = now;
        PriorityQueue<Watched> due =
                new PriorityQueue<>(Comparator.comparingLong(watched -> watched.desk.nextDeadline()));
        for (Watched watched : desks) {
            if (watched.desk.nextDeadline() <= brokerNow) {
                due.add(watched);
            }
        }
        int fired = 0;
        while (!due.isEmpty() && allowance >= 1) {
            Watched watched = due.remove();
            DueTimer timer = watched.desk.takeDueTimer(brokerNow);
            if (timer != null && busy.add(new Key(watched.id, timer.ticket()))) {
                SentTimer sent = new SentTimer(watched.id, timer, clock);
                onTheirWay.add(sent);
                if (!sink.offer(sent)) {
                    sent.failed();
                    return fired;
                }
                allowance--;
                fired++;
            }
            if (watched.desk.nextDeadline() <= brokerNow) {
                due.add(watched);
            }
        }
        return fired;
    }

    private static Key key(SentTimer timer) {
        return new Key(timer.desk(), timer.due().ticket());
    }
}
