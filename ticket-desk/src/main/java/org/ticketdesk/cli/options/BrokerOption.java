package org.ticketdesk.cli.options;

import java.time.Duration;
import java.util.HashMap;
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
public final class BrokerOption {
    /** Where {@code desk up} serves clients when nothing else is said. */
    public static final String DEFAULT = "127.0.0.1:9092";

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

    @Option(
            names = "--client",
            paramLabel = "NAME=VALUE",
            description =
                    "A further property of Kafka's clients, for security for example; may be given more than once.")
    private Map<String, String> properties = Map.of();

    /** What Kafka's clients are told beside the address; perhaps nothing. */
    public Map<String, String> properties() {
        return properties;
    }

    /** The brokers' addresses, well-formed. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Clients of a broker that has answered. */
    public DeskClients clients() {
        try {
            return reached(bootstrap, properties);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--client': " + e.getMessage(), e);
        }
    }

    /**
     * Clients of these brokers.
     *
     * @param properties further ones of Kafka's clients
     * @throws CommandFailed when none of them answers
     * @throws IllegalArgumentException when a property would break a promise
     */
    public static DeskClients reached(String bootstrap, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, "desk"));
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        DeskClients clients = DeskClients.of(all);
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
    public static String checked(CommandSpec spec, String value) {
        if (!value.matches("[^,\\s:]+:\\d{1,5}(,[^,\\s:]+:\\d{1,5})*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--bootstrap': '" + value
                            + "' is not HOST:PORT, or several with commas between");
        }
        return value;
    }
}
