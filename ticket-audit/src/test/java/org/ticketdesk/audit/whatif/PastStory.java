package org.ticketdesk.audit.whatif;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.core.story.Voice;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.mapping.Published;

/** What was asked of the desk {@code sales}, and when. Time stands still unless {@link #after} moves it. Not thread-safe. */
final class PastStory {
    static final long BEGINNING = DeskStory.BEGINNING;

    private final List<PastAction> past = new ArrayList<>();
    private long now = BEGINNING;

    /** The past played twice: the entries of both worlds, and what differs in the outcomes. */
    record Told(List<JournalEntry> was, List<JournalEntry> mightHaveBeen, Played played) {

        /** The status changes of a ticket in one world: {@code +ms STATUS row}, relative to the beginning. */
        static List<String> path(List<JournalEntry> entries, String ticket) {
            return entries.stream()
                    .flatMap(entry -> entry.getFacts().stream()
                            .filter(StatusChanged.class::isInstance)
                            .map(StatusChanged.class::cast)
                            .filter(change -> change.getTicket().equals(ticket))
                            .map(change -> "+" + (entry.getAt().toEpochMilli() - BEGINNING) + " " + change.getTo() + " "
                                    + change.getRow()
                                    + (change.getAssignee() == null ? "" : " " + change.getAssignee())))
                    .toList();
        }

        List<String> was(String ticket) {
            return path(was, ticket);
        }

        List<String> mightHaveBeen(String ticket) {
            return path(mightHaveBeen, ticket);
        }
    }

    PastStory after(long ms) {
        now += ms;
        return this;
    }

    PastStory said(Said... all) {
        for (Said said : all) {
            add(new Request(new ActionId("a-" + past.size()), said.actor(), said.action()), now);
        }
        return this;
    }

    PastStory online(String agent) {
        return said(Voice.admin().adds(agent), Voice.agent(agent).goes(Presence.ONLINE));
    }

    PastStory online(String agent, int capacity) {
        return said(Voice.admin().adds(agent, capacity), Voice.agent(agent).goes(Presence.ONLINE));
    }

    PastStory told(Stream<Step> steps) {
        steps.forEach(step -> add(step.request(), step.appended()));
        return this;
    }

    private void add(Request request, long at) {
        past.add(new PastAction(Published.action("sales", request), at, past.size()));
    }

    Told whatIf(Scenario scenario) {
        return whatIf(scenario, Duration.ZERO);
    }

    Told whatIf(Scenario scenario, Duration runOn) {
        List<JournalEntry> was = new ArrayList<>();
        List<JournalEntry> mightHaveBeen = new ArrayList<>();
        WhatIf whatIf = new WhatIf(
                scenario, (telling, entry) -> (telling == Telling.AS_IT_WAS ? was : mightHaveBeen).add(entry));
        past.forEach(whatIf::play);
        return new Told(was, mightHaveBeen, whatIf.end(runOn).getFirst());
    }
}
