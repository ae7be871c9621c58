package org.ticketdesk.projection.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.projection.http.Problem.Status;

/**
 * From where one may come, whoever one is, and what a browser is told to do with what it gets. What is kept out is other people's
 * pages, which would have a browser speak for them: under another name for this machine (DNS rebinding), or with a form.
 */
final class Door {
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    /** The web framework would take its value for the method. */
    private static final String OTHER_METHOD = "X-HTTP-Method-Override";

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    /** Nothing but what this server serves; style attributes, as charts and animations set them. */
    private static final String OWN_FILES_ONLY =
            "default-src 'self'; img-src 'self' data:; style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** What swagger-ui needs besides: it writes style elements. */
    private static final String OWN_FILES_AND_STYLES = OWN_FILES_ONLY.replace(
            "style-src 'self'; style-src-attr 'unsafe-inline'", "style-src 'self' 'unsafe-inline'");

    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final boolean loopback;
    private final String name;
    private final @Nullable String publicName;

    Door(ServerConfig config) {
        this.loopback = config.isLoopback();
        this.name = config.host();
        this.publicName = config.publicName();
    }

    /** Writes the headers that every answer has, and refuses whom it does not let in. */
    void enter(Context context) {
        HEADERS.forEach(context::header);
        context.header(
                "Content-Security-Policy",
                context.path().startsWith(StaticFiles.DOCS) ? OWN_FILES_AND_STYLES : OWN_FILES_ONLY);
        String host = context.header("Host");
        if (host == null || !isOwn(host)) {
            throw new ProblemException(Problem.of(
                    Status.MISDIRECTED,
                    "The request is for the host " + host + ", expected "
                            + (loopback
                                    ? "localhost, 127.0.0.1 or [::1], since this server listens on this machine's own address"
                                    : "an IP address, localhost, or " + name + ", where this server listens")
                            + (publicName == null ? "" : ", or " + publicName)
                            + "; a proxy's name must be its public name in the settings."));
        }
        if (context.header(OTHER_METHOD) != null) {
            throw new ProblemException(Problem.of(
                    Status.BAD_REQUEST,
                    "Found the header " + OTHER_METHOD
                            + ", expected none: what lets requests through by their method would be deceived by it."));
        }
        if (!READING.contains(context.method())) {
            refuseOtherSites(context, host);
        }
    }

    /** A name that is not this server's own may be anybody's; an address is nobody else's to give away. */
    private boolean isOwn(String host) {
        String bare = PORT.matcher(host).replaceFirst("");
        return ThisMachine.isMeantBy(host)
                || bare.equalsIgnoreCase(publicName)
                || !loopback && (ADDRESS.matcher(host).matches() || bare.equalsIgnoreCase(name));
    }

    private static void refuseOtherSites(Context context, String host) {
        String origin = context.header("Origin");
        boolean another = origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
        if (another || "cross-site".equals(context.header("Sec-Fetch-Site"))) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "The request comes from a page of " + (origin == null ? "another site" : origin)
                            + ", expected one of this server's own, or a program."));
        }
    }
}
