package org.ticketdesk.cli.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.ProcessorStats;
import org.ticketdesk.processor.TicketProcessor;

/** A broker, its topics and a processor in this process, with all they must find again in one folder. Thread-safe. */
public final class LocalDesk implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final EmbeddedKafka broker;
    private final String bootstrap;
    private final TicketProcessor processor;

    private LocalDesk(EmbeddedKafka broker, String bootstrap, TicketProcessor processor) {
        this.broker = broker;
        this.bootstrap = bootstrap;
        this.processor = processor;
    }

    /**
     * Starts a desk with a broker of its own, and waits until it decides.
     *
     * @param folder where everything is kept
     * @param kafkaPort the broker's port; 0 for any free one
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static LocalDesk withOwnBroker(
            DataFolder folder, int kafkaPort, Consumer<String> progress, BooleanSupplier givenUp)
            throws InterruptedException {
        progress.accept("Starting the broker");
        EmbeddedKafka broker = EmbeddedKafka.inThisJvm(folder.kafka(), kafkaPort);
        try {
            return withProcessor(folder, broker, broker.bootstrap(), progress, givenUp);
        } catch (RuntimeException | InterruptedException | Error e) {
            broker.close();
            throw e;
        }
    }

    /**
     * Starts a desk on a broker that runs already, and waits until it decides.
     *
     * @param folder where the stores are kept
     * @param bootstrap the broker's address
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static LocalDesk on(DataFolder folder, String bootstrap, Consumer<String> progress, BooleanSupplier givenUp)
            throws InterruptedException {
        return withProcessor(folder, null, bootstrap, progress, givenUp);
    }

    private static LocalDesk withProcessor(
            DataFolder folder,
            EmbeddedKafka broker,
            String bootstrap,
            Consumer<String> progress,
            BooleanSupplier givenUp)
            throws InterruptedException {
        progress.accept("Creating the topics");
        Topics.ensure(DeskClients.of(bootstrap));
        ProcessorConfig config = ProcessorConfig.of(bootstrap, folder.stores()).withInstanceId(folder.instanceId());
        return new LocalDesk(broker, bootstrap, running(config, progress, givenUp));
    }

    /**
     * Starts a processor, and waits until it decides.
     *
     * @param config its settings
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static TicketProcessor running(ProcessorConfig config, Consumer<String> progress, BooleanSupplier givenUp)
            throws InterruptedException {
        progress.accept("Starting the processor");
        TicketProcessor processor = TicketProcessor.start(config);
        try {
            while (!processor.awaitRunning(BETWEEN_LOOKS)) {
                if (processor.ended().isDone()) {
                    processor.ended().join();
                }
                if (givenUp.getAsBoolean()) {
                    throw new CommandFailed("Ended before the processor was ready.");
                }
            }
            return processor;
        } catch (RuntimeException | InterruptedException | Error e) {
            processor.close();
            throw e;
        }
    }

    /** The broker's address. */
    public String bootstrap() {
        return bootstrap;
    }

    /** What the processor has done since it was started. */
    public ProcessorStats stats() {
        return processor.stats();
    }

    /** Completes, with the reason, when the processor stops by itself. */
    public CompletableFuture<Void> ended() {
        return processor.ended();
    }

    @Override
    public void close() {
        try {
            processor.close();
        } finally {
            if (broker != null) {
                broker.close();
            }
        }
    }
}
