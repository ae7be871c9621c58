package org.ticketdesk.cli.options;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.errors.KafkaWords;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ClientOption client;

    @Mixin
    private RegistryOption registry;

    /** What clients are told beside the address: Kafka's properties, and which topics are in registry framing; perhaps nothing. */
    public Map<String, String> properties() {
        return registry.with(client.properties());
    }

    /** The brokers' addresses, well-formed. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Clients of a broker that has answered. */
    public DeskClients clients() {
        return reached(spec, bootstrap, properties());
    }

    /**
     * Clients of these brokers.
     *
     * @param properties further ones of Kafka's clients
     * @throws CommandFailed when none of them answers, or does not let this client in
     * @throws ParameterException when a property would break a promise, or makes no client
     */
    public static DeskClients reached(CommandSpec spec, String bootstrap, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, "desk"));
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try {
            DeskClients clients = DeskClients.of(all);
            try (Admin admin = clients.admin()) {
                admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                        .nodes()
                        .get();
                return clients;
            } catch (ExecutionException e) {
                throw unreached(bootstrap, e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while waiting for the broker at " + bootstrap + ".");
        } catch (IllegalArgumentException | KafkaException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--client': " + KafkaWords.of(e), e);
        }
    }

    private static CommandFailed unreached(String bootstrap, Throwable cause) {
        return cause instanceof AuthenticationException
                ? new CommandFailed("The Kafka broker at " + bootstrap + " is not entered: " + KafkaWords.of(cause))
                : new CommandFailed("No Kafka broker answers at " + bootstrap + " within " + PATIENCE.toSeconds()
                        + " s: start one with `desk up`, say where it is with --bootstrap HOST:PORT, or, when it wants"
                        + " TLS or a log-in, say so with --client security.protocol=….");
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
