package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Fact.StatusChanged;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Row;

/** What must hold of a decision by itself, whatever the desk: which facts an accepted action may have brought about. */
final class Conduct {
    private Conduct() {}

    /** One sentence for each thing that does not hold; {@code after} is the desk as the decision left it. */
    static List<String> violations(Request request, Outcome.Accepted accepted, Desk after) {
        List<String> violations = new ArrayList<>();
        List<Fact> facts = accepted.facts();
        if (facts.isEmpty()) {
            violations.add("An accepted action brought nothing about.");
        }
        boolean routed = false;
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            if (fact instanceof Fact.TimerDismissed && facts.size() > 1) {
                violations.add("A dismissed timer is not the only fact of its entry: " + facts);
            }
            boolean byHand = i == 0 && request.action() instanceof Action.AssignTicket;
            if (fact instanceof StatusChanged changed && changed.row() == Row.R1 && !byHand) {
                routed = true;
                notAboveCapacity(changed.assignee(), after, violations);
            } else if (routed) {
                violations.add("After routing comes " + fact + "; routing comes last.");
            }
            if (fact instanceof StatusChanged changed
                    && changed.from() != null
                    && !Guide.EDGES.contains(new Guide.Pair(changed.from(), changed.to()))) {
                violations.add("The guide has no way from " + changed.from() + " to " + changed.to() + ".");
            }
        }
        return violations;
    }

    /** Nothing lowers a load after routing, so who is above capacity at the end, and was routed a ticket, was so then. */
    private static void notAboveCapacity(AgentId id, Desk after, List<String> violations) {
        Agent agent = after.agent(id);
        if (after.load(id) > after.capacity(agent)) {
            violations.add("Routing took " + id + " to " + after.load(id) + ", above " + after.capacity(agent) + ".");
        }
    }
}
