package org.ticketdesk.projection.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.projection.views.Who;

/**
 * What somebody may do with a ticket now.
 *
 * @param ticket which
 * @param status where it stands
 * @param actor who would ask
 * @param sequence the sequence of the desk that the answer reflects
 * @param actions each that there is for a ticket, and why not
 */
record Allowed(String ticket, String status, Who actor, long sequence, List<Possible> actions) {

    /** Without what is chosen out of the desk's agents, which is their business and the desk's. */
    Allowed withoutAgents() {
        return new Allowed(
                ticket,
                status,
                actor,
                sequence,
                actions.stream()
                        .filter(action -> !action.type().equals(AssignTicket.class.getSimpleName()))
                        .toList());
    }

    /**
     * An action.
     *
     * @param type as in {@code action.type}
     * @param allowed whether it would be accepted; of an action with choices, whether one of them would
     * @param reason why not
     * @param detail why not, in a sentence
     * @param choices what can be chosen; null when there is nothing to choose
     */
    record Possible(
            String type,
            boolean allowed,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable List<Choice> choices) {}

    /**
     * A choice.
     *
     * @param value an agent, or a priority
     * @param allowed whether it would be accepted
     * @param reason why not
     * @param detail why not, in a sentence
     */
    record Choice(
            String value,
            boolean allowed,
            @Nullable String reason,
            @Nullable String detail) {}
}
