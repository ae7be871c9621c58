package org.ticketdesk.cli.options;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.LoggerFactory;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.errors.EndedEarly;
import org.ticketdesk.cli.errors.KafkaWords;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine;
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
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private static final String WHAT_TO_DO =
            "start one with `desk up`, say where it is with --bootstrap HOST:PORT, or, when it wants TLS or a log-in, say so"
                    + " with --client security.protocol=….";

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
     * Clients of a broker that has answered, for a service: waits for one for as long as it takes, and says so.
     *
     * @param watch is told of the wait
     * @param givenUp whether nobody waits any longer
     * @return the clients
     * @throws EndedEarly when nobody does
     * @throws CommandFailed when no broker lets this client in
     * @throws ParameterException when a property would break a promise, or makes no client
     */
    public DeskClients awaited(Watch watch, BooleanSupplier givenUp) {
        return asked(spec, bootstrap, properties(), admin -> await(admin, watch, givenUp));
    }

    /**
     * Clients of these brokers.
     *
     * @param properties further ones of Kafka's clients
     * @throws CommandFailed when none of them answers, or does not let this client in
     * @throws ParameterException when a property would break a promise, or makes no client
     */
    public static DeskClients reached(CommandSpec spec, String bootstrap, Map<String, String> properties) {
        return asked(spec, bootstrap, properties, admin -> {
            if (!isAnswered(admin, bootstrap)) {
                throw new CommandFailed("No Kafka broker answers at " + bootstrap + " within " + PATIENCE.toSeconds()
                        + " s: " + WHAT_TO_DO);
            }
        });
    }

    private static DeskClients asked(
            CommandSpec spec, String bootstrap, Map<String, String> properties, Question question) {
        Map<String, String> all = new HashMap<>(Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, "desk"));
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try {
            DeskClients clients = DeskClients.of(all);
            try (Admin admin = clients.admin()) {
                question.ask(admin);
                return clients;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while waiting for the broker at " + bootstrap + ".");
        } catch (IllegalArgumentException | KafkaException e) {
            String words = KafkaWords.of(e);
            String option = words.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) ? "--bootstrap" : "--client";
            throw new ParameterException(spec.commandLine(), "Invalid value for option '" + option + "': " + words, e);
        }
    }

    @FunctionalInterface
    private interface Question {
        void ask(Admin admin) throws InterruptedException;
    }

    @SuppressWarnings("try")
    private void await(Admin admin, Watch watch, BooleanSupplier givenUp) throws InterruptedException {
        if (isAnswered(admin, bootstrap)) {
            return;
        }
        String silence = "No Kafka broker answers at " + bootstrap + " yet, and this waits for one. If none comes: "
                + WHAT_TO_DO;
        CommandLine command = spec.commandLine();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + silence);
        try (Watch.Wait wait = watch.waitsFor("brokers", silence)) {
            long said = System.nanoTime() - BETWEEN_WORDS.toNanos();
            do {
                if (givenUp.getAsBoolean()) {
                    throw new EndedEarly("Ended before a Kafka broker answered.");
                }
                if (System.nanoTime() - said >= BETWEEN_WORDS.toNanos()) {
                    // Here and no sooner: options are made before it is known where to log to.
                    LoggerFactory.getLogger(BrokerOption.class).warn(silence);
                    said = System.nanoTime();
                }
                Thread.sleep(BETWEEN_QUESTIONS);
            } while (!isAnswered(admin, bootstrap));
        }
    }

    private static boolean isAnswered(Admin admin, String bootstrap) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .nodes()
                    .get();
            return true;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case RetriableException silence -> false;
                case AuthenticationException refused ->
                    throw new CommandFailed(
                            "The Kafka broker at " + bootstrap + " is not entered: " + KafkaWords.of(refused));
                case Throwable other ->
                    throw new CommandFailed("The Kafka broker at " + bootstrap + " says: " + KafkaWords.of(other));
            };
        }
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
