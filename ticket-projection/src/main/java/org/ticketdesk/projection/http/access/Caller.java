package org.ticketdesk.projection.http.access;

import java.time.Instant;

/**
 * Somebody who showed a token that holds.
 *
 * @param role what they are
 * @param id who they are: the id of an agent, a customer or an admin
 * @param desks at which desks
 * @param until from when on the token does not hold any more
 * @param isOperator whether they run this server, and may have tokens made for others; only a server with a key of its own knows such
 */
public record Caller(Role role, String id, Desks desks, Instant until, boolean isOperator) {

    /** Whether a desk may begin with an action of theirs: they are an admin, or were given it by its name, and can make up none. */
    public boolean mayBeginDesks() {
        return role == Role.ADMIN || !desks.isEvery();
    }
}
