package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.story.Step;

/** Tells a log to a new desk step by step, and watches. */
final class Rehearsal {
    private final Decider decider;
    private final InMemoryRows rows = new InMemoryRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final InMemoryRows evolvedRows = new InMemoryRows();
    private final Desk evolved = new Desk(evolvedRows, Head.OF_A_NEW_DESK);
    private final RoutingModel model = new RoutingModel();
    private final Map<ActionId, long[]> firsts = new HashMap<>();

    private Rehearsal(Decider decider) {
        this.decider = decider;
    }

    /**
     * Tells the whole log.
     *
     * @param every after how many steps all rows are scanned; what a single decision shows is looked at after each
     * @return what does not hold at the first step where something does not, or nothing
     */
    static List<String> violations(List<Step> log, Decider decider, int every) {
        Rehearsal rehearsal = new Rehearsal(decider);
        for (int i = 0; i < log.size(); i++) {
            List<String> violations = rehearsal.violations(log.get(i), i == log.size() - 1 || i % every == 0);
            if (!violations.isEmpty()) {
                return violations;
            }
        }
        return List.of();
    }

    private List<String> violations(Step step, boolean scan) {
        Head before = desk.head();
        Outcome foretold = Rulebook.refusal(desk, step.request()).orElse(null);
        Decision decision = decider.decide(desk, step.request(), step.appended());
        List<String> violations = new ArrayList<>();
        if (decision.sequence() != before.sequence() + 1 || decision.at() != Math.max(before.at(), step.appended())) {
            violations.add("After sequence " + before.sequence() + " at " + before.at() + " comes " + decision + ".");
        }
        duplicatesAreKnown(step.request(), decision, violations);
        switch (decision.outcome()) {
            case Outcome.Accepted accepted -> {
                if (foretold != null) {
                    violations.add("Asked before, the rulebook said " + foretold + ", and then it accepted.");
                }
                violations.addAll(Conduct.violations(step.request(), accepted, desk));
                violations.addAll(model.follow(
                        decision.sequence(),
                        decision.at(),
                        accepted.facts(),
                        step.request().action() instanceof Action.AssignTicket));
            }
            case Outcome.Refused refused -> {
                changedNothing(before.settings(), violations);
                if (!refused.equals(foretold)) {
                    violations.add("Asked before, the rulebook said " + foretold + ", and then " + refused + ".");
                }
            }
            case Outcome.Duplicate duplicate -> changedNothing(before.settings(), violations);
        }
        boolean remembered = !(step.request().action() instanceof Action.FireTimer);
        evolved.apply(decision.at(), step.request().id(), remembered, decision.outcome());
        if (scan) {
            scan(violations);
        }
        return violations;
    }

    private void changedNothing(Settings before, List<String> violations) {
        if (!desk.settings().equals(before)) {
            violations.add("What was not accepted changed the settings.");
        }
    }

    private void duplicatesAreKnown(Request request, Decision decision, List<String> violations) {
        long[] first = firsts.get(request.id());
        boolean isTimer = request.action() instanceof Action.FireTimer;
        boolean expected = !isTimer && first != null && decision.at() - first[1] <= 24 * 60 * 60 * 1_000;
        Outcome outcome = decision.outcome();
        boolean asExpected =
                expected ? outcome.equals(new Outcome.Duplicate(first[0])) : !(outcome instanceof Outcome.Duplicate);
        if (!asExpected) {
            violations.add("The first of " + request.id() + " is " + (first == null ? "none" : first[0])
                    + ", and the outcome is " + outcome + ".");
        }
        if (!isTimer && !expected) {
            firsts.put(request.id(), new long[] {decision.sequence(), decision.at()});
        }
    }

    private void scan(List<String> violations) {
        violations.addAll(Invariants.violations(desk, rows));
        rows.tickets().forEach(ticket -> violations.addAll(Invariants.violations(ticket)));
        if (!desk.head().equals(evolved.head())) {
            violations.add("Evolving the facts comes to " + evolved.head() + " instead of " + desk.head() + ".");
        }
        boolean same = Set.copyOf(rows.tickets()).equals(Set.copyOf(evolvedRows.tickets()))
                && Set.copyOf(desk.agents()).equals(Set.copyOf(evolved.agents()))
                && rows.firsts().equals(evolvedRows.firsts());
        if (!same) {
            violations.add("Evolving the facts gives other rows.");
        }
    }
}
