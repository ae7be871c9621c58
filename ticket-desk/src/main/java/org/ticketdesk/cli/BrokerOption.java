package org.ticketdesk.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --bootstrap}, for commands that talk to a broker that runs already. */
final class BrokerOption {
    /** Where {@code desk up} serves clients when nothing else is said. */
    static final String DEFAULT = "127.0.0.1:9092";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private String bootstrap = DEFAULT;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT,
            description = "The broker; several with commas between. Default: ${DEFAULT-VALUE}, where `desk up` serves.")
    void bootstrap(String value) {
        bootstrap = checked(spec, value);
    }

    /** The brokers' addresses, well-formed. */
    String bootstrap() {
        return bootstrap;
    }

    /** Clients of a broker that has answered. */
    DeskClients clients() {
        return reached(bootstrap);
    }

    /**
     * Clients of these brokers.
     *
     * @throws CommandFailed when none of them answers
     */
    static DeskClients reached(String bootstrap) {
        DeskClients clients = DeskClients.of(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap, CommonClientConfigs.CLIENT_ID_CONFIG, "desk"));
        try (Admin admin = clients.admin()) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .nodes()
                    .get();
            return clients;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while waiting for the broker at " + bootstrap + ".");
        } catch (ExecutionException e) {
            throw unreachable(bootstrap);
        }
    }

    private static CommandFailed unreachable(String bootstrap) {
        return new CommandFailed("No Kafka broker answers at " + bootstrap + " within " + PATIENCE.toSeconds()
                + " s: start one with `desk up`, or say where it is with --bootstrap HOST:PORT.");
    }

    /** The addresses, when they are HOST:PORT[,HOST:PORT…]. */
    static String checked(CommandSpec spec, String value) {
        if (!value.matches("[^,\\s:]+:\\d{1,5}(,[^,\\s:]+:\\d{1,5})*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--bootstrap': '" + value
                            + "' is not HOST:PORT, or several with commas between");
        }
        return value;
    }
}
