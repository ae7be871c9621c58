package org.ticketdesk.benchmarks;

import java.net.URI;
import java.net.http.HttpRequest;
import org.ticketdesk.projection.http.ServerConfig;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.SharedSecret;

/** The one who asks a server that is measured, as often as it answers. */
final class OneCaller {
    private static final int ANY_NUMBER = 1_000_000;
    private static final String KEY = SharedSecret.random();

    private OneCaller() {}

    /** The settings of a server that lets them in. */
    static ServerConfig server() {
        return ServerConfig.on("127.0.0.1", 0, new Access.Own(SharedSecret.of(KEY)))
                .withLimits(ServerConfig.Limits.USUAL.withRequests(ANY_NUMBER, ANY_NUMBER));
    }

    /** A request of theirs. */
    static HttpRequest asks(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + KEY)
                .build();
    }
}
