package org.ticketdesk.cli.options;

import org.ticketdesk.projection.http.ServerConfig.Limits;
import picocli.CommandLine.Option;

/** How much anybody may ask a server for. */
public final class LimitsOption {
    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many requests one person may send in a second, in the long run. Default: ${DEFAULT-VALUE}")
    private int requestsPerSecond;

    @Option(
            names = "--requests-at-once",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many when they have not asked for a while. Default: ${DEFAULT-VALUE}")
    private int requestsAtOnce;

    @Option(
            names = "--max-streams",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many live streams may be open at once. Default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = "--max-streams-of-one",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of them one person may have. Default: ${DEFAULT-VALUE}")
    private int streamsOfOne;

    /**
     * The limits.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    Limits limits() {
        return Limits.USUAL.withRequests(requestsPerSecond, requestsAtOnce).withStreams(streams, streamsOfOne);
    }
}
