package org.ticketdesk.audit.whatif;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Request;

/**
 * What might have been otherwise.
 *
 * @param settings those that hold from the beginning, whatever the desk was told; null fields are as they were
 * @param capacities of agents, whatever the desk was told
 * @param without agents who are not there: neither added, nor heard
 * @param agents who is added
 */
public record Scenario(
        Action.ConfigureDesk settings, Map<AgentId, Integer> capacities, Set<AgentId> without, List<Joining> agents) {

    /** Nothing otherwise. */
    public static final Scenario AS_IT_WAS =
            new Scenario(new Action.ConfigureDesk(null, null, null, null), Map.of(), Set.of(), List.of());

    /** Keeps copies. */
    public Scenario {
        capacities = Map.copyOf(capacities);
        without = Set.copyOf(without);
        agents = List.copyOf(agents);
    }

    /** This, with further settings; where both say something, what is given here holds. */
    public Scenario with(Action.ConfigureDesk more) {
        return new Scenario(
                new Action.ConfigureDesk(
                        first(more.idleAfterMs(), settings.idleAfterMs()),
                        first(more.closeIdleAfterMs(), settings.closeIdleAfterMs()),
                        first(more.inProgressToPendingAfterMs(), settings.inProgressToPendingAfterMs()),
                        first(more.defaultCapacity(), settings.defaultCapacity())),
                capacities,
                without,
                agents);
    }

    /** The agents of whom it takes for granted that the desk had them. */
    public Set<AgentId> named() {
        Set<AgentId> named = new HashSet<>(without);
        named.addAll(capacities.keySet());
        return named;
    }

    /**
     * A request of the past, as it is made now.
     *
     * @return empty when it is not made: by an agent who is not there, of one, or about what the scenario has settled
     */
    Optional<Request> now(Request request) {
        if (request.actor() instanceof Actor.Agent agent && without.contains(agent.id())) {
            return Optional.empty();
        }
        return switch (request.action()) {
            case Action.AddAgent a -> without.contains(a.agent()) ? Optional.empty() : Optional.of(added(request, a));
            case Action.SetCapacity a ->
                without.contains(a.agent()) || capacities.containsKey(a.agent())
                        ? Optional.empty()
                        : Optional.of(request);
            case Action.RemoveAgent a -> without.contains(a.agent()) ? Optional.empty() : Optional.of(request);
            case Action.SetPresence a ->
                a.agent() != null && without.contains(a.agent()) ? Optional.empty() : Optional.of(request);
            case Action.ConfigureDesk a -> Optional.of(configured(request, a));
            case Action.OnTicket a -> Optional.of(request);
        };
    }

    private Request added(Request request, Action.AddAgent action) {
        Integer capacity = capacities.get(action.agent());
        return capacity == null
                ? request
                : new Request(request.id(), request.actor(), new Action.AddAgent(action.agent(), capacity));
    }

    private Request configured(Request request, Action.ConfigureDesk asked) {
        Action.ConfigureDesk left = new Action.ConfigureDesk(
                unless(settings.idleAfterMs(), asked.idleAfterMs()),
                unless(settings.closeIdleAfterMs(), asked.closeIdleAfterMs()),
                unless(settings.inProgressToPendingAfterMs(), asked.inProgressToPendingAfterMs()),
                unless(settings.defaultCapacity(), asked.defaultCapacity()));
        return new Request(request.id(), request.actor(), left);
    }

    private static <T> T first(T one, T other) {
        return one == null ? other : one;
    }

    private static <T> T unless(T settled, T asked) {
        return Objects.isNull(settled) ? asked : null;
    }
}
