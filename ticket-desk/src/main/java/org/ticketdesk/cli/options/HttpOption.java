package org.ticketdesk.cli.options;

import org.ticketdesk.projection.http.ServerConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a process of its own serves the page and the API, and to whom. */
public final class HttpOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, this machine alone")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "" + ServerOption.DEFAULT_PORT,
            description = "The port of the page and the API; 0 is any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--public-name",
            paramLabel = "NAME",
            description = "The name of the host by which a proxy before it asks, such as desk.example.org")
    private String publicName;

    @Mixin
    private AccessOption access;

    @Mixin
    private LimitsOption limits;

    /** The server's settings. */
    public ServerConfig config() {
        within(spec, "--port", port);
        try {
            return ServerConfig.on(host, port, access.access())
                    .withPublicName(publicName)
                    .withLimits(limits.limits());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Refuses what is no port. */
    public static void within(CommandSpec spec, String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + port + " is not from 0 to 65535");
        }
    }
}
