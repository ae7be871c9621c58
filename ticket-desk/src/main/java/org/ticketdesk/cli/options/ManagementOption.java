package org.ticketdesk.cli.options;

import java.time.Duration;
import java.util.List;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --management-host} and {@code --management-port}: where a process tells of its health and its metrics. */
public final class ManagementOption {
    /** Where {@code desk up} tells of them. */
    public static final int UP = 9400;
    /** Where {@code desk processor} tells of them. */
    public static final int PROCESSOR = 9401;
    /** Where {@code desk projection} tells of them. */
    public static final int PROJECTION = 9402;

    private static final int A_DAY = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--management-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "The address on which /metrics, /health/live and /health/ready are served, to whoever can reach it."
                            + " Default: ${DEFAULT-VALUE}, this machine alone")
    private String host;

    @Option(
            names = "--management-port",
            paramLabel = "P",
            description = "The port of those; 0 is any free one. Default: " + UP + " for up, " + PROCESSOR
                    + " for processor, " + PROJECTION + " for projection, any free one for demo")
    private Integer port;

    @Option(
            names = "--ready-within-seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How old views may be while they are called ready. Default: ${DEFAULT-VALUE}")
    private int readyWithinSeconds;

    /**
     * Sees that each is what it must be.
     *
     * @throws ParameterException when one is not
     */
    public void check() {
        if (port != null) {
            HttpOption.within(spec, "--management-port", port);
        }
        if (readyWithinSeconds < 1 || readyWithinSeconds > A_DAY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--ready-within-seconds': " + readyWithinSeconds + " is not from 1 to "
                            + A_DAY);
        }
    }

    /**
     * Begins to listen, and says where.
     *
     * @param otherwise the port when none is named
     * @param parts that the process is to have, by the names that {@link Watch} has for them
     * @return the listener, the caller's to close
     */
    public ManagementServer open(int otherwise, String... parts) {
        ManagementServer server = ManagementServer.open(
                host, port == null ? otherwise : port, Duration.ofSeconds(readyWithinSeconds), List.of(parts));
        spec.commandLine().getOut().println("Health and metrics: " + server.address());
        spec.commandLine().getOut().flush();
        return server;
    }
}
