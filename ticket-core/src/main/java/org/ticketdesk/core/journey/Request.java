package org.ticketdesk.core.journey;

import java.util.Objects;

/**
 * An action, who asks for it, and the id under which it is remembered.
 *
 * @param id chosen by whoever published it
 * @param actor who asks
 * @param action what is asked
 */
public record Request(ActionId id, Actor actor, Action action) {
    /** Refuses nulls. */
    public Request {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
    }
}
