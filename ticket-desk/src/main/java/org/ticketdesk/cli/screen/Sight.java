package org.ticketdesk.cli.screen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;

/**
 * What there is to see at one moment.
 *
 * @param page the page's address
 * @param phase what is being done, as "12 s of 30"
 * @param rate actions published in the last second
 * @param decided actions that have an outcome
 * @param refused how many of them were refused
 * @param duplicates how many of them were duplicates
 * @param latency from publishing to the entry seen, in microseconds
 * @param lateP99Ms how late 99 of 100 timers were at most, in milliseconds
 * @param counts tickets by status
 * @param waiting the heads of the waiting lines
 * @param agents all of them, desk by desk
 * @param changes the last ones, the youngest first
 * @param rows how often each row happened
 */
public record Sight(
        String page,
        String phase,
        long rate,
        long decided,
        long refused,
        long duplicates,
        Histogram latency,
        long lateP99Ms,
        Map<Status, Integer> counts,
        List<Waiting> waiting,
        List<AgentLoad> agents,
        List<Change> changes,
        Map<Row, Long> rows) {

    /**
     * A ticket that waits.
     *
     * @param desk its desk
     * @param ticket its id
     * @param priority how urgent
     * @param since how long it has waited
     */
    public record Waiting(String desk, String ticket, Priority priority, Duration since) {}

    /**
     * An agent.
     *
     * @param desk their desk
     * @param agent their id
     * @param presence whether they are there
     * @param load Active tickets they hold
     * @param capacity Active tickets they may be routed
     */
    public record AgentLoad(String desk, String agent, Presence presence, int load, int capacity) {}

    /**
     * A status change.
     *
     * @param desk where
     * @param fact what changed
     */
    public record Change(String desk, Fact.StatusChanged fact) {}
}
