package org.ticketdesk.core.rules;

import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Request;

/** What decides: the {@link Rulebook}, or one that is broken on purpose, to see that it is found out. */
interface Decider {
    Decision decide(Desk desk, Request request, long appended);

    /** A rulebook without R7: whoever sets the presence of an agent leaves their Active tickets where they are. */
    Decider WITHOUT_R7 = (desk, request, appended) -> {
        boolean wouldLeave = request.action() instanceof Action.SetPresence presence
                && presence.presence() != Presence.ONLINE
                && desk.remembered(request.id()) == null
                && Rulebook.refusal(desk, request).isEmpty();
        if (!wouldLeave) {
            return Rulebook.decide(desk, request, appended);
        }
        Action.SetPresence action = (Action.SetPresence) request.action();
        Agent agent = desk.agent(AgentOf.presence(action, request.actor()));
        desk.begin(appended);
        desk.remember(request.id());
        Fact fact = new Fact.PresenceChanged(agent.id(), agent.presence(), action.presence());
        desk.evolve(fact);
        return new Decision(desk.sequence(), desk.at(), Rulebook.VERSION, new Outcome.Accepted(List.of(fact)));
    };
}
