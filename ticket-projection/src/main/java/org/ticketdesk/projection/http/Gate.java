package org.ticketdesk.projection.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.http.access.KeysAwayException;
import org.ticketdesk.projection.http.access.RequestLimit;
import org.ticketdesk.projection.http.access.TokenReader;
import org.ticketdesk.projection.http.access.TokenRefused;

/** Sees, before anything else of a request is looked at, who asks and whether they may: by the route's {@link Rule}. Thread-safe. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]+) *", Pattern.CASE_INSENSITIVE);
    private static final String REALM = "Bearer realm=\"ticket-desk\"";

    private final TokenReader tokens;
    private final RequestLimit limit;

    Gate(ServerConfig config) {
        this.tokens = new TokenReader(config.access());
        this.limit = new RequestLimit(
                config.limits().requestsPerSecond(), config.limits().requestsAtOnce());
    }

    /**
     * Lets somebody in.
     *
     * @return who asks; null where nobody need say so
     * @throws ProblemException when they do not say who they are, may not ask this, or ask too often
     */
    @Nullable
    Caller admit(Route route, Context context) {
        if (!route.rule().isForKnown()) {
            return null;
        }
        Caller caller = caller(context);
        Duration wait = limit.ask(caller);
        if (!wait.isZero()) {
            throw new ProblemException(
                    Problem.of(
                            Status.TOO_MANY_REQUESTS,
                            caller.id() + " asks too often: wait a moment, and ask less at a time."),
                    Map.of("Retry-After", Long.toString(wait.plusMillis(999).toSeconds())));
        }
        if (!route.rule().roles().contains(caller.role()) || route.rule() == Rule.OPERATOR && !caller.isOperator()) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "A token with the role " + caller.role() + " may not ask this; expected "
                            + (route.rule() == Rule.OPERATOR
                                    ? "that of the operator of this server."
                                    : "one of " + route.rule().roles() + ".")));
        }
        String desk = context.pathParamMap().get(Routes.DESK.name());
        if (desk != null && !caller.desks().has(desk)) {
            throw Reading.noDesk(desk);
        }
        return caller;
    }

    private Caller caller(Context context) {
        List<String> given = Collections.list(context.req().getHeaders("Authorization"));
        if (given.isEmpty()) {
            throw unknown(
                    REALM, "The request does not say who asks: expected the header Authorization with a bearer token.");
        }
        Matcher bearer = BEARER.matcher(given.getFirst());
        if (given.size() > 1 || !bearer.matches()) {
            throw unknown(
                    REALM + ", error=\"invalid_request\"",
                    "The header Authorization is not as it must be; expected it once, with the word Bearer and a token.");
        }
        try {
            return tokens.read(bearer.group(1));
        } catch (TokenRefused e) {
            throw unknown(
                    REALM + ", error=\"invalid_token\", error_description=\"" + quotable(e.getMessage()) + "\"",
                    e.getMessage());
        } catch (KeysAwayException e) {
            LOG.warn("Tokens cannot be read", e);
            throw new ProblemException(
                    Problem.of(
                            Status.UNAVAILABLE,
                            "Whether the token holds cannot be said, since the identity provider does not answer: ask again later."),
                    Map.of("Retry-After", "5"));
        }
    }

    private static String quotable(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "'");
    }

    private static ProblemException unknown(String challenge, String detail) {
        return new ProblemException(Problem.of(Status.UNAUTHORIZED, detail), Map.of("WWW-Authenticate", challenge));
    }
}
