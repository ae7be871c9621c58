package org.ticketdesk.core.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Ticket;

/**
 * Walks a small desk breadth first, from its beginning, by every action of its {@link Dimensions} in every state, until there is
 * no state that has not been seen: nothing is cut off. Stops at the first thing that does not hold.
 */
final class Exploration {
    private static final Request TIME_PASSES = new Request(
            new ActionId("tick"), new Actor.Customer(new CustomerId("c")), new Action.AddAgent(new AgentId("x"), null));

    private static final long SEQUENCE = 1_000;

    private final Decider decider;
    private final List<Request> requests;
    private final long tick;
    private final long horizon;
    private final Set<Position> seen = new HashSet<>();
    private final ArrayDeque<Position> ahead = new ArrayDeque<>();
    private final Set<Row> rows = EnumSet.noneOf(Row.class);
    private final Set<Guide.Pair> edges = new HashSet<>();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Set<Fact.TimerDismissed.Why> dismissals = EnumSet.noneOf(Fact.TimerDismissed.Why.class);
    private long transitions;
    private long refusals;

    private Exploration(Dimensions dimensions, Decider decider) {
        this.decider = decider;
        this.requests = dimensions.requests();
        List<Long> clocks = dimensions.clocks();
        this.tick = clocks.isEmpty() ? 0 : clocks.getFirst();
        this.horizon = clocks.isEmpty() ? 0 : clocks.getLast();
    }

    /**
     * Explores the desk to the end. It begins with no ticket, and with no agent where agents join and leave, else with all ONLINE.
     * Time passes by the shortest clock.
     */
    static Exploration of(Dimensions dimensions, Decider decider) {
        Exploration exploration = new Exploration(dimensions, decider);
        Position beginning = Position.ofANewDesk(dimensions.beginning());
        if (!dimensions.leaving()) {
            List<Agent> agents = dimensions.agents().stream()
                    .map(id -> new Agent(new AgentId(id), Presence.ONLINE, null, 0))
                    .toList();
            beginning = new Position(List.of(), agents, beginning.settings());
        }
        exploration.reached(beginning);
        while (!exploration.ahead.isEmpty()) {
            exploration.everythingIsTriedIn(exploration.ahead.remove());
        }
        return exploration;
    }

    /** How many states there are. */
    int states() {
        return seen.size();
    }

    /** How many decisions were accepted, in all states together. */
    long transitions() {
        return transitions;
    }

    /** How many were refused. */
    long refusals() {
        return refusals;
    }

    /** The rows that were taken. */
    Set<Row> rows() {
        return rows;
    }

    /** The changes of status that were seen. */
    Set<Guide.Pair> edges() {
        return edges;
    }

    /** The reasons that were given. */
    Set<Reason> reasons() {
        return reasons;
    }

    /** Why timers were dismissed. */
    Set<Fact.TimerDismissed.Why> dismissals() {
        return dismissals;
    }

    private void reached(Position position) {
        if (seen.add(position)) {
            ahead.add(position);
        }
    }

    private void everythingIsTriedIn(Position position) {
        FewRows rowsNow = new FewRows(position);
        Desk desk = position.open(rowsNow, SEQUENCE);
        for (Request request : requests) {
            Outcome outcome = decider.decide(desk, request, Position.NOW).outcome();
            switch (outcome) {
                case Outcome.Refused refused -> {
                    refusals++;
                    reasons.add(refused.reason());
                    holds(rowsNow.writes() == 0 && desk.settings() == position.settings(), position, request, refused);
                }
                case Outcome.Accepted accepted -> {
                    accepted(position, request, accepted, desk, rowsNow);
                    rowsNow = new FewRows(position);
                    desk = position.open(rowsNow, SEQUENCE);
                }
                case Outcome.Duplicate duplicate -> holds(false, position, request, duplicate);
            }
        }
        if (tick > 0) {
            decider.decide(desk, TIME_PASSES, Position.NOW + tick);
            reached(Position.of(desk, rowsNow, horizon));
        }
    }

    private void accepted(Position position, Request request, Outcome.Accepted accepted, Desk desk, FewRows rowsAfter) {
        transitions++;
        List<String> violations = new ArrayList<>(Conduct.violations(request, accepted, desk));
        violations.addAll(Invariants.violations(desk, rowsAfter));
        for (Ticket ticket : rowsAfter.tickets()) {
            violations.addAll(Invariants.violations(ticket));
        }
        holds(violations.isEmpty(), position, request, violations);

        FewRows rowsEvolved = new FewRows(position);
        Desk evolved = position.open(rowsEvolved, desk.sequence() - 1);
        evolved.apply(Position.NOW, request.id(), true, accepted);
        Position after = Position.of(desk, rowsAfter, horizon);
        holds(
                rowsEvolved.holdsTheSameAs(rowsAfter) && evolved.settings().equals(desk.settings()),
                position,
                request,
                "evolving the facts gives another state");
        for (Fact fact : accepted.facts()) {
            if (fact instanceof Fact.StatusChanged changed) {
                rows.add(changed.row());
                edges.add(new Guide.Pair(changed.from(), changed.to()));
            } else if (fact instanceof Fact.TimerDismissed dismissed) {
                dismissals.add(dismissed.why());
            }
        }
        reached(after);
    }

    private static void holds(boolean so, Position position, Request request, Object what) {
        if (!so) {
            throw new AssertionError("In " + position + "\n  " + request + "\n  " + what);
        }
    }
}
