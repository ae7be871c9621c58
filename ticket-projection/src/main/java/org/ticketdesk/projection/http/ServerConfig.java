package org.ticketdesk.projection.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.projection.http.access.Access;

/**
 * The settings of a server.
 *
 * @param host the address to listen on: a name or an IP address
 * @param port the port, or 0 for any free one
 * @param publicName by what name it is asked where a proxy stands before it; null for none but its own
 * @param access whose tokens are believed
 * @param limits how much anybody may ask for
 * @param heartbeatMs after how long without an event a stream gets a comment, in milliseconds
 * @param countsMs how much time is at least between two counts of a stream, in milliseconds
 * @param maxBehindMs for how long an answer waits until the views are as far as it must reflect, in milliseconds
 */
public record ServerConfig(
        String host,
        int port,
        @Nullable String publicName,
        Access access,
        Limits limits,
        int heartbeatMs,
        int countsMs,
        int maxBehindMs) {

    /** Checks each setting; the message names the one at fault, what was found and what was expected. */
    public ServerConfig {
        if (host == null || host.isBlank()) {
            throw invalid("host", host, "a name or an IP address");
        }
        within("port", port, 0, 65_535);
        if (publicName != null && !publicName.matches("[A-Za-z0-9.-]{1,253}")) {
            throw invalid("publicName", publicName, "the name of a host such as desk.example.org, without a port");
        }
        Objects.requireNonNull(access, "access");
        if (access instanceof Access.Own && !isLoopback(host)) {
            throw invalid("host", host, "127.0.0.1 where the server makes its own tokens");
        }
        within("heartbeatMs", heartbeatMs, 100, 300_000);
        within("countsMs", countsMs, 10, 60_000);
        within("maxBehindMs", maxBehindMs, 10, 60_000);
    }

    /**
     * How much anybody may ask for.
     *
     * @param bodyBytes how large the body of a request may be
     * @param headerBytes how large the line and the headers of a request may be together
     * @param streams how many streams may be open at once
     * @param streamsOfOne how many of them one person may have
     * @param requestsPerSecond how many requests one person may send in a second, in the long run
     * @param requestsAtOnce how many when they have not asked for a while
     */
    public record Limits(
            int bodyBytes, int headerBytes, int streams, int streamsOfOne, int requestsPerSecond, int requestsAtOnce) {
        /** What holds unless something else is said. */
        public static final Limits USUAL = new Limits(65_536, 16_384, 500, 20, 100, 300);

        /** Checks each, as the settings do. */
        public Limits {
            within("bodyBytes", bodyBytes, 1_024, 1_048_576);
            within("headerBytes", headerBytes, 1_024, 1_048_576);
            within("streams", streams, 1, 100_000);
            within("streamsOfOne", streamsOfOne, 1, 100_000);
            within("requestsPerSecond", requestsPerSecond, 1, 1_000_000);
            within("requestsAtOnce", requestsAtOnce, 1, 1_000_000);
        }

        /** These limits with other numbers of streams, of all and of one person. */
        public Limits withStreams(int all, int ofOne) {
            return new Limits(bodyBytes, headerBytes, all, ofOne, requestsPerSecond, requestsAtOnce);
        }

        /** These limits with other numbers of one person's requests, in a second and at once. */
        public Limits withRequests(int perSecond, int atOnce) {
            return new Limits(bodyBytes, headerBytes, streams, streamsOfOne, perSecond, atOnce);
        }
    }

    /**
     * The defaults, on this address.
     *
     * @param host the address to listen on
     * @param port the port, or 0 for any free one
     * @param access whose tokens are believed
     */
    public static ServerConfig on(String host, int port, Access access) {
        return new ServerConfig(host, port, null, access, Limits.USUAL, 15_000, 250, 10_000);
    }

    /** These settings with another port; 0 for any free one. */
    public ServerConfig withPort(int number) {
        return new ServerConfig(host, number, publicName, access, limits, heartbeatMs, countsMs, maxBehindMs);
    }

    /** These settings with the name by which a proxy asks; null for none. */
    public ServerConfig withPublicName(@Nullable String name) {
        return new ServerConfig(host, port, name, access, limits, heartbeatMs, countsMs, maxBehindMs);
    }

    /** These settings with other limits. */
    public ServerConfig withLimits(Limits others) {
        return new ServerConfig(host, port, publicName, access, others, heartbeatMs, countsMs, maxBehindMs);
    }

    /** These settings with another time after which a quiet stream gets a comment, in milliseconds. */
    public ServerConfig withHeartbeatMs(int ms) {
        return new ServerConfig(host, port, publicName, access, limits, ms, countsMs, maxBehindMs);
    }

    /** These settings with another time for which an answer waits until the views are as far as it must reflect, in milliseconds. */
    public ServerConfig withMaxBehindMs(int ms) {
        return new ServerConfig(host, port, publicName, access, limits, heartbeatMs, countsMs, ms);
    }

    /** Whether nobody but this machine can connect. */
    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(name, value, "a whole number from " + least + " to " + most);
        }
    }

    private static IllegalArgumentException invalid(String name, Object found, String expected) {
        return new IllegalArgumentException("Setting " + name + " is " + found + "; expected " + expected + ".");
    }
}
