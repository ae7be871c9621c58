package org.ticketdesk.projection;

import java.time.Duration;
import java.util.Set;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenMaker;

/** Tokens of whomever a test speaks as. */
public final class Tokens {
    private static final String KEY = SharedSecret.random();
    private static final SharedSecret SECRET = SharedSecret.of(KEY);
    private static final TokenMaker MAKER = new TokenMaker(SECRET, new Access.Own(SECRET).form());
    private static final Duration LIFE = Duration.ofHours(1);

    /** What a server believes that a test asks. */
    public static final Access ACCESS = new Access.Own(SECRET);

    /** The same of a server that others than this machine reach. */
    public static final Access SHARED = new Access.Shared(SECRET, ACCESS.form());

    private Tokens() {}

    /** Of somebody at every desk. */
    public static String of(Role role, String id) {
        return MAKER.token(role, id, Desks.EVERY, LIFE);
    }

    /** Of somebody at these desks. */
    public static String of(Role role, String id, Set<String> desks) {
        return MAKER.token(role, id, Desks.of(desks), LIFE);
    }

    /** Of somebody at every desk, for this long; negative when it is over. */
    public static String of(Role role, String id, Duration life) {
        return MAKER.token(role, id, Desks.EVERY, life);
    }

    /** Of an admin of every desk. */
    public static String admin() {
        return of(Role.ADMIN, "ada");
    }

    /** Of whoever runs the server. */
    public static String operator() {
        return KEY;
    }

    /** The header's value. */
    public static String bearer(String token) {
        return "Bearer " + token;
    }
}
