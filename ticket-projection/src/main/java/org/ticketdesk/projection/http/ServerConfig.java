package org.ticketdesk.projection.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The settings of a server.
 *
 * @param host the address to listen on: a name or an IP address
 * @param port the port, or 0 for any free one
 * @param maxBodyBytes how large the body of a request may be
 * @param maxHeaderBytes how large the line and the headers of a request may be together
 * @param maxStreams how many streams may be open at once
 * @param heartbeatMs after how long without an event a stream gets a comment, in milliseconds
 * @param countsMs how much time is at least between two counts of a stream, in milliseconds
 * @param maxBehindMs for how long an answer waits until the views are as far as it must reflect, in milliseconds
 */
public record ServerConfig(
        String host,
        int port,
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxStreams,
        int heartbeatMs,
        int countsMs,
        int maxBehindMs) {

    /** Checks each setting; the message names the one at fault, what was found and what was expected. */
    public ServerConfig {
        if (host == null || host.isBlank()) {
            throw invalid("host", host, "a name or an IP address");
        }
        within("port", port, 0, 65_535);
        within("maxBodyBytes", maxBodyBytes, 1_024, 1_048_576);
        within("maxHeaderBytes", maxHeaderBytes, 1_024, 1_048_576);
        within("maxStreams", maxStreams, 1, 100_000);
        within("heartbeatMs", heartbeatMs, 100, 300_000);
        within("countsMs", countsMs, 10, 60_000);
        within("maxBehindMs", maxBehindMs, 10, 60_000);
    }

    /**
     * The defaults, on this address.
     *
     * @param host the address to listen on
     * @param port the port, or 0 for any free one
     */
    public static ServerConfig on(String host, int port) {
        return new ServerConfig(host, port, 65_536, 16_384, 500, 15_000, 250, 10_000);
    }

    /** These settings with another port; 0 for any free one. */
    public ServerConfig withPort(int number) {
        return new ServerConfig(
                host, number, maxBodyBytes, maxHeaderBytes, maxStreams, heartbeatMs, countsMs, maxBehindMs);
    }

    /** These settings with another number of streams that may be open at once. */
    public ServerConfig withMaxStreams(int streams) {
        return new ServerConfig(host, port, maxBodyBytes, maxHeaderBytes, streams, heartbeatMs, countsMs, maxBehindMs);
    }

    /** These settings with another time after which a quiet stream gets a comment, in milliseconds. */
    public ServerConfig withHeartbeatMs(int ms) {
        return new ServerConfig(host, port, maxBodyBytes, maxHeaderBytes, maxStreams, ms, countsMs, maxBehindMs);
    }

    /** These settings with another time for which an answer waits until the views are as far as it must reflect, in milliseconds. */
    public ServerConfig withMaxBehindMs(int ms) {
        return new ServerConfig(host, port, maxBodyBytes, maxHeaderBytes, maxStreams, heartbeatMs, countsMs, ms);
    }

    /** Whether nobody but this machine can connect. */
    boolean isLoopback() {
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
