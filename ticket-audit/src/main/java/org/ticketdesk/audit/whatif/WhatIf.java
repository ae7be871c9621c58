package org.ticketdesk.audit.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.JournalEntry;

/**
 * Plays a past twice, side by side: as it was, and as it might have been. Both are played in the same way, by the rulebook and by
 * the times of the actions: the timers of the log are left out, and those that are due fire at their deadlines. So what differs
 * between the two comes from the scenario alone; an empty one makes no difference. Each action is read once and not kept: what is
 * kept are two desks in memory for each desk of the past. Not thread-safe.
 */
public final class WhatIf {
    /** A timer of the log is late when it came longer than this after its deadline: a second, in milliseconds. */
    public static final long LATE_MS = 1_000;

    private final Scenario scenario;
    private final Audience audience;
    private final Map<String, TwiceTold> desks = new TreeMap<>();

    /** Whoever is told the entries of both worlds. */
    @FunctionalInterface
    public interface Audience {
        /**
         * The next entry of a desk in one of its two worlds.
         *
         * @param telling which
         * @param entry without its hash; where it has a source, that is the place of the action
         */
        void told(Telling telling, JournalEntry entry);
    }

    /**
     * Begins with no desk.
     *
     * @param scenario what might have been otherwise
     * @param audience is told the entries of both worlds as they come about
     */
    public WhatIf(Scenario scenario, Audience audience) {
        this.scenario = scenario;
        this.audience = audience;
    }

    /** Plays the next action of the past; those of one desk come in their order. */
    public void play(PastAction past) {
        TwiceTold desk = desks.computeIfAbsent(past.action().getDesk(), id -> new TwiceTold(id, scenario, audience));
        if (past.action().getAction() instanceof FireTimer timer) {
            desk.timerOfTheLog(past.at(), timer.getDeadline());
        } else {
            desk.play(past);
        }
    }

    /**
     * Ends the story of every desk: the timers fire that are due by its last time.
     *
     * @param runOn how much longer it is run, not negative
     * @return what was played, by desk; without desks of which there are timers alone
     */
    public List<Played> end(Duration runOn) {
        return desks.values().stream()
                .filter(TwiceTold::hasActions)
                .map(desk -> desk.end(runOn.toMillis()))
                .toList();
    }
}
