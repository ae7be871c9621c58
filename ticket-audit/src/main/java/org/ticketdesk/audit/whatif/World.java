package org.ticketdesk.audit.whatif;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Timer;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.Requests;

/**
 * One desk, played through the rulebook by the log's time: before each action every timer fires that is due by then, at its
 * deadline, the oldest first. Keeps what the desk keeps. Not thread-safe.
 */
final class World {
    private static final String ADMIN = "what-if";

    private final String id;
    private final Scenario scenario;
    private final Consumer<JournalEntry> told;
    private final Desk desk;
    private final Deque<Joining> joining;
    private final Set<AgentId> seen = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private Long beginning;
    private long timers;

    World(String id, Scenario scenario, Consumer<JournalEntry> told) {
        this.id = id;
        this.scenario = scenario;
        this.told = told;
        Settings settings = scenario.settings().over(Settings.OF_A_NEW_DESK);
        this.desk = new Desk(new InMemoryRows(), new Head(0, 0, settings));
        this.joining = new ArrayDeque<>(scenario.agents().stream()
                .sorted(Comparator.comparingLong(each -> each.from() == null ? Long.MIN_VALUE : each.from()))
                .toList());
    }

    /**
     * Plays the next action.
     *
     * @param past as it was
     * @param request what it asks
     * @return empty when the scenario leaves it out
     */
    Optional<Outcome> play(PastAction past, Request request) {
        if (beginning == null) {
            beginning = past.at();
        }
        runTo(past.at());
        if (request.action() instanceof Action.AddAgent added) {
            seen.add(added.agent());
        }
        Optional<Request> now = scenario.now(request);
        return now.map(made -> decide(past.action(), made, past.at(), past.place()));
    }

    /** Time passes, once the story has begun: who is to join by then joins, and the timers fire that are due by then. */
    void runTo(long time) {
        long reached = Math.max(time, desk.at());
        while (!joining.isEmpty() && from(joining.peek()) <= reached) {
            Joining next = joining.remove();
            long from = Math.max(from(next), desk.at());
            fireTimers(from);
            join(next, from);
        }
        fireTimers(reached);
    }

    /** How many timers have fired. */
    long timers() {
        return timers;
    }

    /** What of the scenario came to nothing, in sentences. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        scenario.named().stream()
                .filter(agent -> !seen.contains(agent))
                .sorted()
                .forEach(agent -> all.add("The scenario names " + agent + ", who was never added to this desk."));
        joining.forEach(late -> all.add(late.agent() + " would have joined after the end."));
        return all;
    }

    private long from(Joining next) {
        return next.from() == null ? beginning : Math.max(next.from(), beginning);
    }

    private void fireTimers(long time) {
        for (DueTimer due = desk.takeDueTimer(time); due != null; due = desk.takeDueTimer(time)) {
            timers++;
            String place = id + '/' + due.ticket() + '/' + due.timer() + '/' + due.deadline();
            DeskAction action = Actions.fireTimer(
                    "timer-" + UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.US_ASCII)),
                    id,
                    due.ticket().value(),
                    Timer.valueOf(due.timer().name()),
                    due.deadline());
            decide(action, Requests.of(action), due.deadline(), 0);
        }
    }

    private void join(Joining next, long at) {
        String agent = next.agent().value();
        ask(Actions.addAgent("what-if/add/" + agent, id, ADMIN, agent, next.capacity()), at);
        if (next.presence() != Presence.OFFLINE) {
            org.ticketdesk.events.Presence presence =
                    org.ticketdesk.events.Presence.valueOf(next.presence().name());
            ask(Actions.setPresenceOf("what-if/presence/" + agent, id, ADMIN, agent, presence), at);
        }
    }

    private void ask(DeskAction action, long at) {
        if (decide(action, Requests.of(action), at, 0) instanceof Outcome.Refused refused) {
            notes.add("What the scenario asks was refused: " + refused.detail());
        }
    }

    private Outcome decide(DeskAction action, Request request, long at, long place) {
        Decision decision = Rulebook.decide(desk, request, at);
        told.accept(Entries.of(action, decision, 0, place));
        return decision.outcome();
    }
}
