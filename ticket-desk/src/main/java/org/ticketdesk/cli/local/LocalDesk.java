package org.ticketdesk.cli.local;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ticketdesk.cli.errors.EndedEarly;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.ProcessorStats;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.http.ServerConfig;

/** A broker, its topics, a processor, views and a server in this process, with all they must find again in one folder. Thread-safe. */
public final class LocalDesk implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private static final String LOOPBACK = "127.0.0.1";

    private final EmbeddedKafka broker;
    private final String bootstrap;
    private final TicketProcessor processor;
    private final ServedViews views;
    private final OwnToken token;
    private final CompletableFuture<Object> ended;

    private LocalDesk(
            EmbeddedKafka broker, String bootstrap, TicketProcessor processor, ServedViews views, OwnToken token) {
        this.broker = broker;
        this.bootstrap = bootstrap;
        this.processor = processor;
        this.views = views;
        this.token = token;
        this.ended = CompletableFuture.anyOf(processor.ended(), views.ended());
    }

    /**
     * Where a desk listens, on this machine alone.
     *
     * @param kafka the port of a broker of its own; 0 for any free one
     * @param http the port of the page and the API; 0 for any free one
     */
    public record Ports(int kafka, int http) {
        /** Any that are free. */
        public static final Ports ANY = new Ports(0, 0);
    }

    /**
     * Starts a desk with a broker of its own, and waits until it decides.
     *
     * @param folder where everything is kept
     * @param ports where it listens
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static LocalDesk withOwnBroker(
            DataFolder folder, Ports ports, Consumer<String> progress, BooleanSupplier givenUp)
            throws InterruptedException {
        return withOwnBroker(folder, ports, viewsIn(folder), false, progress, givenUp);
    }

    /** As {@link #withOwnBroker(DataFolder, Ports, Function, boolean, Watch, Consumer, BooleanSupplier)}, watched by nobody. */
    public static LocalDesk withOwnBroker(
            DataFolder folder,
            Ports ports,
            Function<String, ProjectionConfig> views,
            boolean jsonMirror,
            Consumer<String> progress,
            BooleanSupplier givenUp)
            throws InterruptedException {
        return withOwnBroker(folder, ports, views, jsonMirror, Watch.unheard(), progress, givenUp);
    }

    /**
     * As {@link #withOwnBroker(DataFolder, Ports, Consumer, BooleanSupplier)}, with the views elsewhere, and watched.
     *
     * @param views the settings of the projection, for a broker at an address
     * @param jsonMirror whether status changes are written in JSON too
     * @param watch is told of each part when it is there
     */
    public static LocalDesk withOwnBroker(
            DataFolder folder,
            Ports ports,
            Function<String, ProjectionConfig> views,
            boolean jsonMirror,
            Watch watch,
            Consumer<String> progress,
            BooleanSupplier givenUp)
            throws InterruptedException {
        progress.accept("Starting the broker");
        EmbeddedKafka broker = EmbeddedKafka.inThisJvm(folder.kafka(), ports.kafka());
        try {
            ProjectionConfig config = views.apply(broker.bootstrap());
            return withProcessor(folder, broker, config, jsonMirror, ports.http(), watch, progress, givenUp);
        } catch (RuntimeException | InterruptedException | Error e) {
            broker.close();
            throw e;
        }
    }

    /**
     * Starts a desk on a broker that runs already, and waits until it decides.
     *
     * @param folder where the stores are kept
     * @param views the settings of the projection, with the brokers' address and what all clients are told beside it
     * @param jsonMirror whether status changes are written in JSON too
     * @param httpPort where the page and the API are served; 0 for any free port
     * @param watch is told of each part when it is there
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static LocalDesk on(
            DataFolder folder,
            ProjectionConfig views,
            boolean jsonMirror,
            int httpPort,
            Watch watch,
            Consumer<String> progress,
            BooleanSupplier givenUp)
            throws InterruptedException {
        return withProcessor(folder, null, views, jsonMirror, httpPort, watch, progress, givenUp);
    }

    /** Where a desk keeps its views when nothing else is said. */
    public static Function<String, ProjectionConfig> viewsIn(DataFolder folder) {
        return bootstrap -> ProjectionConfig.of(bootstrap, folder.views());
    }

    private static LocalDesk withProcessor(
            DataFolder folder,
            EmbeddedKafka broker,
            ProjectionConfig projection,
            boolean jsonMirror,
            int httpPort,
            Watch watch,
            Consumer<String> progress,
            BooleanSupplier givenUp)
            throws InterruptedException {
        String bootstrap = projection.bootstrap();
        progress.accept("Creating the topics");
        Topics.ensure(projection.clients(), DeskTopic.needed(jsonMirror));
        ProcessorConfig config = ProcessorConfig.of(bootstrap, folder.stores())
                .withInstanceId(folder.instanceId())
                .withJsonMirror(jsonMirror)
                .withClient(projection.client());
        OwnToken token = OwnToken.in(folder);
        TicketProcessor processor = running(config, watch, progress, givenUp);
        try {
            ServedViews views =
                    ServedViews.start(projection, ServerConfig.on(LOOPBACK, httpPort, token.access()), watch, progress);
            return new LocalDesk(broker, bootstrap, processor, views, token);
        } catch (RuntimeException | Error e) {
            processor.close();
            throw e;
        }
    }

    /**
     * Starts a processor, and waits until it decides.
     *
     * @param config its settings
     * @param watch is told of it as soon as it begins
     * @param progress told of each step as it begins
     * @param givenUp whether nobody waits any longer
     */
    public static TicketProcessor running(
            ProcessorConfig config, Watch watch, Consumer<String> progress, BooleanSupplier givenUp)
            throws InterruptedException {
        progress.accept("Starting the processor");
        TicketProcessor processor = TicketProcessor.start(config, watch.registry());
        try {
            watch.processor(processor);
            while (!processor.awaitRunning(BETWEEN_LOOKS)) {
                if (processor.ended().isDone()) {
                    processor.ended().join();
                }
                if (givenUp.getAsBoolean()) {
                    throw new EndedEarly("Ended before the processor was ready.");
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

    /** The page, with the token of whoever runs the desk after the number sign, which browsers keep to themselves. */
    public URI page() {
        return views.address().resolve("#token=" + token.text());
    }

    /** Where people and programs see it. */
    public ServedViews views() {
        return views;
    }

    /** Completes, with the reason, when the processor or the projection stops by itself. */
    public CompletableFuture<Object> ended() {
        return ended;
    }

    @Override
    public void close() {
        try (broker;
                processor) {
            views.close();
        }
    }
}
