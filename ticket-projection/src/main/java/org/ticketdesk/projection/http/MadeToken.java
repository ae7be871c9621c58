package org.ticketdesk.projection.http;

import java.time.Duration;
import java.time.Instant;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.TokenMaker;

/**
 * A token of somebody else, for whoever plays all parts at a desk of their own.
 *
 * @param token to be sent as {@code Authorization: Bearer}
 * @param until from when on it does not hold any more
 */
record MadeToken(String token, Instant until) {
    private static final Duration LIFE = Duration.ofHours(1);

    static MadeToken of(TokenMaker maker, Role role, String id) {
        Instant until = Instant.now().plus(LIFE);
        return new MadeToken(maker.token(new Caller(role, id, Desks.EVERY, until, false)), until);
    }
}
