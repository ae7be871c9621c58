package org.ticketdesk.processor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
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
import org.ticketdesk.processor.recovery.FoldProgress;
import org.ticketdesk.processor.recovery.TopicJournal;
import org.ticketdesk.processor.recovery.WatchedJournal;
import org.ticketdesk.processor.recovery.WatchedJournal.Found;
import org.ticketdesk.processor.state.StoreRows;

/**
 * Throws the state of a processor that is stopped away, on this machine and in its changelog, and finds it again from the journal.
 * Nothing is decided meanwhile, no timer is fired, and the offsets that are committed stay: a processor that is started afterwards
 * goes on after the last decided action. One that is interrupted is run again.
 *
 * <p>Stores of the same application on other machines are not reached from here, and do not fit the new changelog: they must be
 * deleted before their processors start.
 */
public final class StateRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(StateRebuild.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration CLOSING = Duration.ofMinutes(1);
    private static final Duration SLACK = Duration.ofSeconds(3);
    /** A partition's rows are written in one transaction, however many they are; nobody waits for what it holds back. */
    private static final int LONGEST_TRANSACTION_MS = 900_000;

    private final ProcessorConfig config;
    private final Consumer<String> progress;
    private final BooleanSupplier givenUp;
    private final DeskClients clients;

    private StateRebuild(
            ProcessorConfig config, Consumer<String> progress, BooleanSupplier givenUp, DeskClients clients) {
        this.config = config;
        this.progress = progress;
        this.givenUp = givenUp;
        this.clients = clients;
    }

    /**
     * Finds the state again, of all partitions.
     *
     * @param config of the processor whose state it is; its {@code instanceId} is not used
     * @param progress told of each step
     * @param givenUp whether nobody waits any longer
     * @return what was found, by partition
     * @throws ProcessorRefusedException when a processor of this application runs, the state cannot be found again, or it was given
     *     up
     * @throws org.ticketdesk.events.topics.TopicsRefusedException when the topics are not as they must be
     */
    public static List<Found> run(ProcessorConfig config, Consumer<String> progress, BooleanSupplier givenUp) {
        Map<String, Object> properties = new HashMap<>(config.client());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        return new StateRebuild(config.withInstanceId(null), progress, givenUp, DeskClients.of(properties)).run();
    }

    private List<Found> run() {
        AccessCheck.of(clients, Party.PROCESSOR, config.applicationId());
        int partitions;
        try (Admin admin = clients.admin()) {
            partitions = TopicAdmin.check(admin, DeskTopic.needed(config.jsonMirror()));
            awaitNobody(admin);
        }
        FramingCheck.check(clients, DeskTopic.ACTIONS, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED, DeskTopic.TICKETS);
        try (SchemaTopic schemas = new SchemaTopic(clients)) {
            Codec<DeskAction> actions = Codec.of(DeskAction.class, schemas);
            Outputs outputs = Outputs.of(schemas);
            WatchedJournal journal =
                    new WatchedJournal(new TopicJournal(clients, outputs.entries(), actions, FoldProgress.UNHEARD));
            ProcessorStats stats = new ProcessorStats(new SimpleMeterRegistry());
            ProcessorParts parts = new ProcessorParts(
                    new ActionReader(actions, partitions),
                    outputs,
                    journal,
                    timer -> {
                        throw new IllegalStateException("A timer was fired while state was found again");
                    },
                    (partition, readThrough) -> false,
                    config.timerCheckMs(),
                    config.jsonMirror(),
                    stats);
            find(parts, journal, partitions);
            List<Found> found = journal.found();
            seeThatItIsWritten(found);
            return found;
        }
    }

    private void find(ProcessorParts parts, WatchedJournal journal, int partitions) {
        Properties properties = TicketProcessor.streamsProperties(config);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.max(LONGEST_TRANSACTION_MS, config.transactionTimeoutMs()));
        CompletableFuture<Void> failed = new CompletableFuture<>();
        KafkaStreams streams = prepared(parts, properties);
        try {
            streams.setUncaughtExceptionHandler(error -> {
                LOG.error("State cannot be found again", error);
                failed.completeExceptionally(cause(error));
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            progress.accept("Starting");
            streams.start();
            while (!isFound(parts, journal, partitions)) {
                if (failed.isDone()) {
                    failed.join();
                }
                if (givenUp.getAsBoolean()) {
                    throw new ProcessorRefusedException(
                            "Ended before the state was found again. Run it again: it begins anew.");
                }
                progress.accept("Finding state again: %d of %d partitions, %,d entries"
                        .formatted(journal.found().size(), partitions, entries(journal)));
                pause();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        } finally {
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSING));
        }
    }

    private KafkaStreams prepared(ProcessorParts parts, Properties properties) {
        KafkaStreams streams = null;
        try {
            streams = new KafkaStreams(DeskTopology.build(parts, config.inMemory()), properties, new HeldClients());
            progress.accept("Throwing the old state away");
            streams.cleanUp();
            try (Admin admin = clients.admin()) {
                deleteChangelog(admin);
            }
            return streams;
        } catch (StreamsException e) {
            if (streams != null) {
                streams.close();
            }
            throw new ProcessorRefusedException("The state in " + config.stateDir() + " cannot be thrown away: "
                    + cause(e).getMessage() + ". Is a processor running there? Stop it, and run this again.");
        }
    }

    private static boolean isFound(ProcessorParts parts, WatchedJournal journal, int partitions) {
        return journal.found().size() == partitions && parts.stats().entriesRecoveredCount() >= entries(journal);
    }

    private static long entries(WatchedJournal journal) {
        return journal.found().stream().mapToLong(Found::entries).sum();
    }

    /** A processor that was killed stays a member until its session ends, and so does a run of this that was. */
    private void awaitNobody(Admin admin) {
        long deadline = System.nanoTime()
                + Duration.ofMillis(config.sessionTimeoutMs()).plus(SLACK).toNanos();
        progress.accept("Seeing that no processor runs");
        for (List<MemberDescription> members = members(admin); !members.isEmpty(); members = members(admin)) {
            if (System.nanoTime() > deadline || givenUp.getAsBoolean()) {
                throw new ProcessorRefusedException("The application " + config.applicationId() + " runs: "
                        + members.stream()
                                .map(member -> member.clientId() + " at " + member.host())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ". Stop its processors, and run this again.");
            }
            progress.accept("Waiting until the processors that were there are gone");
            pause();
        }
    }

    private List<MemberDescription> members(Admin admin) {
        try {
            return new ArrayList<>(get(admin.describeConsumerGroups(List.of(config.applicationId()))
                            .describedGroups()
                            .get(config.applicationId()))
                    .members());
        } catch (GroupIdNotFoundException nobodyEver) {
            return List.of();
        }
    }

    private String changelog() {
        return config.applicationId() + '-' + StoreRows.STORE + "-changelog";
    }

    private void deleteChangelog(Admin admin) {
        if (get(admin.listTopics().names()).contains(changelog())) {
            get(admin.deleteTopics(List.of(changelog())).all());
            while (get(admin.listTopics().names()).contains(changelog())) {
                pause();
            }
        }
    }

    /** What was found is only there once its transaction is committed. */
    private void seeThatItIsWritten(List<Found> found) {
        Set<TopicPartition> missing = found.stream()
                .filter(partition -> partition.entries() > 0)
                .map(partition -> new TopicPartition(changelog(), partition.partition()))
                .collect(Collectors.toCollection(HashSet::new));
        try (var consumer = clients.consumer()) {
            consumer.assign(missing);
            consumer.seekToBeginning(missing);
            Map<TopicPartition, Long> ends = consumer.endOffsets(missing);
            while (!missing.isEmpty()) {
                missing.removeAll(consumer.poll(BETWEEN_LOOKS).partitions());
                consumer.assign(missing);
                for (TopicPartition partition : missing) {
                    if (consumer.position(partition) >= ends.get(partition)) {
                        throw new ProcessorRefusedException("The state of partition " + partition.partition()
                                + " was found again, and could not be written within "
                                + config.transactionTimeoutMs() + " ms. Run this again with a larger"
                                + " --transaction-timeout-ms.");
                    }
                }
            }
        }
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && !(cause instanceof ProcessorRefusedException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
