package org.ticketdesk.projection.http;

import java.time.Instant;
import java.util.List;
import org.ticketdesk.projection.http.access.Caller;

/**
 * Who asks, as their token says.
 *
 * @param role what they are
 * @param id who they are
 * @param desks at which desks, by their ids; {@code *} alone for every one
 * @param until from when on the token does not hold any more
 * @param operator whether they run this server, and may have tokens made for others
 */
record Me(String role, String id, List<String> desks, Instant until, boolean operator) {

    static Me of(Caller caller) {
        return new Me(
                caller.role().name(),
                caller.id(),
                caller.desks().isEvery()
                        ? List.of("*")
                        : caller.desks().named().stream().sorted().toList(),
                caller.until(),
                caller.isOperator());
    }
}
