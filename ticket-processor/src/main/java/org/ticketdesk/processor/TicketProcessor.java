package org.ticketdesk.processor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.FramingCheck;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.processor.recovery.TopicJournal;
import org.ticketdesk.processor.timers.TimerPublisher;

/**
 * The processor: checks the topics, runs the topology, has timers published. Start it, wait until it {@linkplain #awaitRunning
 * runs}, close it. Thread-safe.
 */
public final class TicketProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TicketProcessor.class);
    private static final Duration CLOSING = Duration.ofSeconds(6);
    private static final short TRANSACTIONS = 2;
    private static final int REPLACEMENTS_A_MINUTE = 10;

    private final KafkaStreams streams;
    private final Path stateDir;
    private final boolean staysInGroup;
    private final TopicJournal journal;
    private final TimerPublisher timers;
    private final SchemaTopic schemas;
    private final ProcessorStats stats;
    private final LagWatch lag;
    private final RestoreWatch restoring;
    private final Queue<Long> replacements = new ArrayDeque<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private TicketProcessor(
            KafkaStreams streams,
            Path stateDir,
            boolean staysInGroup,
            TopicJournal journal,
            TimerPublisher timers,
            SchemaTopic schemas,
            ProcessorStats stats,
            LagWatch lag,
            RestoreWatch restoring) {
        this.streams = streams;
        this.stateDir = stateDir;
        this.staysInGroup = staysInGroup;
        this.journal = journal;
        this.timers = timers;
        this.schemas = schemas;
        this.stats = stats;
        this.lag = lag;
        this.restoring = restoring;
    }

    /** As {@link #start(ProcessorConfig, MeterRegistry)}, with meters that nobody else reads. */
    public static TicketProcessor start(ProcessorConfig config) {
        return start(config, new SimpleMeterRegistry());
    }

    /**
     * Checks the cluster and starts.
     *
     * @param config validated
     * @param registry gets the meters
     * @return a processor that is starting; it decides once it is {@linkplain #awaitRunning running}
     * @throws ProcessorRefusedException when the cluster is not fit for it
     * @throws org.ticketdesk.events.topics.TopicsRefusedException when the topics are not as they must be
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached, or a registry that topics are framed for
     * @throws org.ticketdesk.events.access.AccessRefusedException when it may not do what it must
     */
    public static TicketProcessor start(ProcessorConfig config, MeterRegistry registry) {
        Map<String, Object> properties = new HashMap<>(config.client());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        DeskClients clients = DeskClients.of(properties);
        AccessCheck.of(clients, Party.PROCESSOR, config.applicationId());
        int partitions;
        try (Admin admin = clients.admin()) {
            partitions = TopicAdmin.check(admin, DeskTopic.needed(config.jsonMirror()));
            checkTransactions(admin);
        }
        FramingCheck.check(clients, DeskTopic.ACTIONS, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED, DeskTopic.TICKETS);
        SchemaTopic.check(clients);
        ProcessorStats stats = new ProcessorStats(registry);
        LagWatch lag = new LagWatch();
        RestoreWatch restoring = new RestoreWatch();
        SchemaTopic schemas = new SchemaTopic(clients);
        Outputs outputs = Outputs.of(schemas);
        Codec<DeskAction> actions = Codec.of(DeskAction.class, schemas).readyToWrite();
        TimerPublisher timers = new TimerPublisher(
                clients.producer(Map.of(
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0",
                        ProducerConfig.CLIENT_ID_CONFIG,
                        config.applicationId() + "-timers")),
                actions);
        TopicJournal journal = new TopicJournal(clients, outputs.entries(), actions, restoring);
        ProcessorParts parts = new ProcessorParts(
                new ActionReader(actions, partitions),
                outputs,
                journal,
                timers,
                lag,
                config.timerCheckMs(),
                config.jsonMirror(),
                stats);
        try {
            KafkaStreams streams =
                    new KafkaStreams(DeskTopology.build(parts, config.inMemory()), streamsProperties(config), lag);
            TicketProcessor processor = new TicketProcessor(
                    streams, config.stateDir(), config.staysInGroup(), journal, timers, schemas, stats, lag, restoring);
            processor.run();
            processor.bindTo(registry, partitions);
            return processor;
        } catch (StreamsException e) {
            timers.close();
            schemas.close();
            throw StoreTrouble.opening(config.stateDir(), e);
        }
    }

    /**
     * What Kafka Streams is told: each line that is not its default has its reason in {@code docs/decisions}. A topology that
     * is to be compared with the processor runs with the same.
     *
     * @param config validated
     * @return new properties
     */
    public static Properties streamsProperties(ProcessorConfig config) {
        Properties p = new Properties();
        p.putAll(config.client());
        DeskClients.withoutRegistry(p);
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        p.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitIntervalMs());
        p.put(StreamsConfig.POLL_MS_CONFIG, 5);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), config.transactionTimeoutMs());
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), DeskClients.MAX_REQUEST_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 3L * DeskClients.MAX_REQUEST_BYTES);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), config.sessionTimeoutMs());
        p.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                config.sessionTimeoutMs() / 3);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), (int)
                TimeUnit.HOURS.toMillis(1));
        p.putAll(config.placement().properties());
        if (config.instanceId() != null) {
            p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instanceId());
        }
        return p;
    }

    /** Below version 2, a broker may let a late write of a transaction that was aborted into the next one. */
    private static void checkTransactions(Admin admin) {
        FinalizedVersionRange found;
        try {
            found = admin.describeFeatures()
                    .featureMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .finalizedFeatures()
                    .get("transaction.version");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessorRefusedException("Interrupted while the cluster's features were looked up.");
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new ProcessorRefusedException("The cluster does not say which features it has: " + e + ".");
        }
        if (found == null || found.maxVersionLevel() < TRANSACTIONS) {
            throw new ProcessorRefusedException("The cluster's transaction.version is "
                    + (found == null ? 0 : found.maxVersionLevel()) + "; expected " + TRANSACTIONS
                    + " or more. Upgrade it: kafka-features.sh upgrade --feature transaction.version=" + TRANSACTIONS
                    + ".");
        }
    }

    private void bindTo(MeterRegistry registry, int partitions) {
        for (int i = 0; i < partitions; i++) {
            int partition = i;
            Gauge.builder("desk.log.lag", () -> Math.max(0, standing().lag().getOrDefault(partition, 0L)))
                    .description(
                            "Records of the log that are not decided yet; 0 of a partition that is not decided here")
                    .tag("partition", Integer.toString(partition))
                    .register(registry);
        }
        gauge(
                registry,
                "desk.partitions.decided",
                "Partitions of the log that are decided here",
                standing -> standing.lag().size());
        gauge(
                registry,
                "desk.partitions.standby",
                "Partitions whose state is kept ready here",
                standing -> standing.standbys().size());
        gauge(
                registry,
                "desk.partitions.restoring",
                "Partitions whose state is being found again",
                standing -> standing.restoring().size());
        gauge(
                registry,
                "desk.restore.remaining",
                "Records from which state is still to be found again",
                standing -> standing.restoring().stream()
                        .mapToLong(partition -> partition.of() - partition.done())
                        .sum());
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<ProcessorStanding> value) {
        Gauge.builder(name, () -> value.applyAsDouble(standing()))
                .description(description)
                .register(registry);
    }

    private void run() {
        streams.setGlobalStateRestoreListener(restoring);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.complete(null);
            }
        });
        streams.setUncaughtExceptionHandler(this::failed);
        streams.start();
    }

    /** What time may mend is tried again; what it will not ends the processor, with its reason. */
    private StreamThreadExceptionResponse failed(Throwable error) {
        if (closing) {
            LOG.debug("Closing", error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Throwable cause = error;
        while (cause.getCause() != null && !(cause instanceof ProcessorRefusedException)) {
            cause = cause.getCause();
        }
        if (timeMayMend(cause) && !isTooOften()) {
            LOG.warn("A stream thread failed and is replaced", error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("The processor cannot go on", error);
        ended.completeExceptionally(StoreTrouble.isBehind(error) ? StoreTrouble.using(stateDir, error) : cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean timeMayMend(Throwable cause) {
        return cause instanceof KafkaException
                && !(cause instanceof AuthenticationException)
                && !(cause instanceof AuthorizationException)
                && !(cause instanceof InvalidSessionTimeoutException)
                && !(cause instanceof InvalidTopicException)
                && !(cause instanceof MissingSourceTopicException)
                && !(cause instanceof RecordTooLargeException)
                && !(cause instanceof SerializationException)
                && !(cause instanceof UnsupportedVersionException);
    }

    /** Whether threads have been replaced so often in the last minute that time does not mend it. */
    private synchronized boolean isTooOften() {
        long now = System.nanoTime();
        replacements.add(now);
        while (now - replacements.peek() > TimeUnit.MINUTES.toNanos(1)) {
            replacements.remove();
        }
        return replacements.size() > REPLACEMENTS_A_MINUTE;
    }

    /**
     * Waits until actions are being decided.
     *
     * @param atMost how long
     * @return false when that time is over, or when the processor has ended
     */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ended.isDone() && System.nanoTime() < deadline) {
            if (running.await(20, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /** Completes when the processor has ended; exceptionally when it could not go on. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** What it has done so far. */
    public ProcessorStats stats() {
        return stats;
    }

    /** How it stands now. */
    public ProcessorStanding standing() {
        SortedSet<Integer> decided = new TreeSet<>();
        SortedSet<Integer> standbys = new TreeSet<>();
        int threads = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            threads++;
            thread.activeTasks().forEach(task -> decided.add(task.taskId().partition()));
            thread.standbyTasks().forEach(task -> standbys.add(task.taskId().partition()));
        }
        lag.askForEnds(decided);
        SortedMap<Integer, Long> ahead = new TreeMap<>();
        decided.forEach(partition -> ahead.put(partition, lag.ahead(partition)));
        return new ProcessorStanding(streams.state(), threads, ahead, List.copyOf(standbys), restoring.restoring());
    }

    /** Asks the brokers whether they are there; fails within a few seconds when they are not. */
    public Future<?> askBrokers() {
        return lag.askBrokers();
    }

    /** The measures of Kafka Streams and its clients. */
    public KafkaStreams streams() {
        return streams;
    }

    /** What timers are published with, for its measures; not the caller's to send with, or to close. */
    public Producer<?, ?> timersProducer() {
        return timers.producer();
    }

    /**
     * Commits what is decided, leaves the group unless its settings say that it stays, and ends within eight seconds. Brokers that
     * do not answer by then abort what is not committed, and it is decided again by who goes on. May be called more than once.
     */
    @Override
    public void close() {
        closing = true;
        journal.close();
        timers.close();
        CloseOptions options = CloseOptions.groupMembershipOperation(
                        staysInGroup
                                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSING);
        if (!streams.close(options)) {
            LOG.warn(
                    "Not closed within {} s; what is not committed is decided again by who goes on",
                    CLOSING.toSeconds());
        }
        schemas.close();
    }
}
