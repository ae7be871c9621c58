package org.ticketdesk.audit.whatif;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.Requests;

/** One desk in its two worlds, and what differs in the outcomes of its actions. */
final class TwiceTold {
    private static final int FIRST = 10;

    private final String desk;
    private final World was;
    private final World mightHaveBeen;
    private final Map<Reason, Long> refusedNow = new EnumMap<>(Reason.class);
    private final List<RefusedNow> firstRefused = new ArrayList<>();
    private long actions;
    private long from;
    private long to = Long.MIN_VALUE;
    private long timersOfTheLog;
    private long late;
    private long latest;
    private long leftOut;
    private long acceptedNow;

    TwiceTold(String desk, Scenario scenario, WhatIf.Audience audience) {
        this.desk = desk;
        this.was = new World(desk, Scenario.AS_IT_WAS, entry -> audience.told(Telling.AS_IT_WAS, entry));
        this.mightHaveBeen = new World(desk, scenario, entry -> audience.told(Telling.AS_IT_MIGHT_HAVE_BEEN, entry));
    }

    void timerOfTheLog(long at, long deadline) {
        timersOfTheLog++;
        if (at - deadline > WhatIf.LATE_MS) {
            late++;
        }
        latest = Math.max(latest, at - deadline);
        to = Math.max(to, at);
    }

    void play(PastAction past) {
        from = actions == 0 ? past.at() : Math.min(from, past.at());
        to = Math.max(to, past.at());
        actions++;
        Request request = Requests.of(past.action());
        Outcome then = was.play(past, request).orElseThrow();
        Optional<Outcome> now = mightHaveBeen.play(past, request);
        if (now.isEmpty()) {
            leftOut++;
        } else if (then instanceof Outcome.Accepted && now.get() instanceof Outcome.Refused refused) {
            refused(past, refused);
        } else if (then instanceof Outcome.Refused && now.get() instanceof Outcome.Accepted) {
            acceptedNow++;
        }
    }

    private void refused(PastAction past, Outcome.Refused refused) {
        refusedNow.merge(refused.reason(), 1L, Long::sum);
        if (firstRefused.size() < FIRST) {
            DeskAction action = past.action();
            Actor actor = action.getActor();
            firstRefused.add(new RefusedNow(
                    past.place(),
                    past.at(),
                    Entries.typeOf(action),
                    actor.getRole().name().toLowerCase(Locale.ROOT) + ' ' + actor.getId(),
                    action.getTicket(),
                    refused.reason(),
                    refused.detail()));
        }
    }

    boolean hasActions() {
        return actions > 0;
    }

    Played end(long runOnMs) {
        to += runOnMs;
        was.runTo(to);
        mightHaveBeen.runTo(to);
        return new Played(
                desk,
                actions,
                from,
                to,
                timersOfTheLog,
                late,
                latest,
                was.timers(),
                mightHaveBeen.timers(),
                leftOut,
                refusedNow,
                List.copyOf(firstRefused),
                acceptedNow,
                mightHaveBeen.notes());
    }
}
