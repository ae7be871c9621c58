package org.ticketdesk.audit.whatif;

import java.util.List;
import java.util.Map;
import org.ticketdesk.core.journey.Reason;

/**
 * A desk whose past was played twice. Times are epoch milliseconds.
 *
 * @param desk which
 * @param actions of its past, the timers of the log not among them
 * @param from when the first came
 * @param to when the story ends: when the last came, and what it was run on
 * @param timersOfTheLog how many timers the log has, none of which was played
 * @param late how many of these came more than {@value WhatIf#LATE_MS} milliseconds after their deadline
 * @param latestMs how long the latest of these came after its deadline, in milliseconds; 0 when there is none
 * @param timers how many fired, as it was
 * @param timersNow how many fired, as it might have been
 * @param leftOut actions that the scenario leaves out
 * @param refusedNow how many actions were accepted as it was and are refused now, by reason
 * @param firstRefused the first few of these
 * @param acceptedNow how many actions were refused as it was and are accepted now
 * @param notes what of the scenario came to nothing, in sentences
 */
public record Played(
        String desk,
        long actions,
        long from,
        long to,
        long timersOfTheLog,
        long late,
        long latestMs,
        long timers,
        long timersNow,
        long leftOut,
        Map<Reason, Long> refusedNow,
        List<RefusedNow> firstRefused,
        long acceptedNow,
        List<String> notes) {

    /** How many actions could not have happened so: accepted as it was, refused now. */
    public long impossible() {
        return refusedNow.values().stream().mapToLong(Long::longValue).sum();
    }
}
