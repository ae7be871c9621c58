package org.ticketdesk.events.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics and refuses those whose partitions or settings would break a promise (lesson K8). Thread-safe; two
 * processes may create at once.
 *
 * <p>Every method throws Kafka's own {@link KafkaException} when the cluster cannot be asked.
 */
public final class TopicAdmin {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private TopicAdmin() {}

    /** A topic as it is. */
    private record Found(DeskTopic topic, int partitions, int replication, Config config) {

        String value(TopicSetting setting) {
            return config.get(setting.name()).value();
        }
    }

    /**
     * Creates those of the topics that are missing, without the optional one; see {@link #create(DeskClients, Set, int, short)}.
     *
     * @param clients how to reach the cluster
     * @param partitions the partition count of the log, chosen once and for all; at least 1
     * @param replication the replication factor of the topics that are missing, at least 1
     * @throws TopicsRefusedException when an existing topic breaks a promise
     */
    public static void create(DeskClients clients, int partitions, short replication) {
        create(clients, DeskTopic.needed(false), partitions, replication);
    }

    /**
     * Creates the topics that are missing, waits until each partition of each can be written to, and publishes every schema ever
     * published to {@link DeskTopic#SCHEMAS}. Where everything is there, nothing changes.
     *
     * @param clients how to reach the cluster
     * @param topics which are wanted, as {@link DeskTopic#needed} says
     * @param partitions the partition count of the log, chosen once and for all; at least 1
     * @param replication the replication factor of the topics that are missing, at least 1
     * @throws TopicsRefusedException when an existing topic has another partition count, or settings that break a promise; nothing
     *     has been created then, unless somebody else created at the same time
     */
    public static void create(DeskClients clients, Set<DeskTopic> topics, int partitions, short replication) {
        try (Admin admin = clients.admin()) {
            Map<DeskTopic, Found> existing = find(admin, topics);
            refuseAnUnfinishedImport(existing);
            refuseIfAny(problems(existing, OptionalInt.of(partitions)));
            Set<DeskTopic> missing = EnumSet.copyOf(topics);
            missing.removeAll(existing.keySet());
            refuseALogThatWasLost(admin, existing);
            boolean alone = createAll(admin, missing, partitions, replication);
            awaitReady(admin, topics);
            if (!alone) {
                check(admin, topics, OptionalInt.of(partitions));
            }
            SchemaTopic.publishAll(clients);
        }
    }

    /**
     * Checks that the topics are there, apart from the optional one, and keep the promises.
     *
     * @param admin a client, left open
     * @return the partition count of the log
     * @throws TopicsRefusedException when they do not; its message has a sentence for each problem
     */
    public static int check(Admin admin) {
        return check(admin, DeskTopic.needed(false));
    }

    /**
     * Checks that topics are there and keep the promises.
     *
     * @param admin a client, left open
     * @param topics which, as {@link DeskTopic#needed} says
     * @return the partition count of the log
     * @throws TopicsRefusedException when they do not; its message has a sentence for each problem
     */
    public static int check(Admin admin, Set<DeskTopic> topics) {
        return check(admin, topics, OptionalInt.empty());
    }

    /**
     * The topics as they are, for people to read: one block a topic, with partitions, replicas, key and settings.
     *
     * @param admin a client, left open
     * @return several lines of text; a missing topic is said to be missing
     */
    public static String describe(Admin admin) {
        Map<DeskTopic, Found> found = find(admin, EnumSet.allOf(DeskTopic.class));
        return Arrays.stream(DeskTopic.values())
                .map(topic -> Optional.ofNullable(found.get(topic))
                        .map(TopicAdmin::described)
                        .orElse(topic.topicName()
                                + (DeskTopic.needed(false).contains(topic) ? ": missing" : ": not wanted")))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static int check(Admin admin, Set<DeskTopic> topics, OptionalInt partitions) {
        Map<DeskTopic, Found> found = find(admin, topics);
        refuseAnUnfinishedImport(found);
        List<String> problems = new ArrayList<>();
        for (DeskTopic topic : topics) {
            if (!found.containsKey(topic)) {
                problems.add("Topic %s is missing: create the topics before anything that uses them starts."
                        .formatted(topic.topicName()));
            }
        }
        problems.addAll(problems(found, partitions));
        refuseIfAny(problems);
        return found.get(DeskTopic.ACTIONS).partitions();
    }

    private static List<String> problems(Map<DeskTopic, Found> found, OptionalInt asked) {
        List<String> problems = new ArrayList<>();
        for (Found topic : found.values()) {
            partitionProblem(topic, found, asked).ifPresent(problems::add);
            settingProblems(topic, problems);
        }
        return problems;
    }

    private static Optional<String> partitionProblem(Found found, Map<DeskTopic, Found> all, OptionalInt asked) {
        String name = found.topic().topicName();
        if (found.topic() == DeskTopic.SCHEMAS) {
            return found.partitions() == 1
                    ? Optional.empty()
                    : Optional.of(
                            "Topic %s has %d partitions, expected 1: delete it, and create it again from the software."
                                    .formatted(name, found.partitions()));
        }
        if (!found.topic().isPartitionedByDesk()) {
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return found.partitions() == asked.getAsInt()
                    ? Optional.empty()
                    : Optional.of(
                            ("Topic %s has %d partitions, expected %d: ask for the number that it has; it was chosen once,"
                                            + " and with another a desk would be served by two partitions.")
                                    .formatted(name, found.partitions(), asked.getAsInt()));
        }
        Found log = all.get(DeskTopic.ACTIONS);
        return log == null || found.partitions() == log.partitions()
                ? Optional.empty()
                : Optional.of(
                        ("Topic %s has %d partitions, expected %d as %s has: put back the number that both had, from a copy"
                                        + " of the topic; with two numbers a desk would be served by two partitions.")
                                .formatted(name, found.partitions(), log.partitions(), DeskTopic.ACTIONS.topicName()));
    }

    private static void settingProblems(Found found, List<String> problems) {
        for (TopicSetting setting : found.topic().settings(found.replication())) {
            String value = found.value(setting);
            if (!setting.isKeptBy(value)) {
                problems.add(
                        "Topic %s has %s=%s, expected %s: set it with kafka-configs --alter --topic %s --add-config %s=%s"
                                .formatted(
                                        found.topic().topicName(),
                                        setting.name(),
                                        value,
                                        setting.expected(),
                                        found.topic().topicName(),
                                        setting.name(),
                                        setting.value()));
            }
        }
    }

    private static void refuseIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new TopicsRefusedException(problems);
        }
    }

    /** A log that takes any time is being written by an import. Whatever is decided from a part of it is wrong. */
    private static void refuseAnUnfinishedImport(Map<DeskTopic, Found> existing) {
        Found log = existing.get(DeskTopic.ACTIONS);
        String any = Long.toString(Long.MAX_VALUE);
        if (log != null
                && value(log, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("CreateTime")
                && value(log, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)
                        .equals(any)
                && value(log, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG).equals(any)) {
            throw new TopicsRefusedException(List.of(
                    "Topic %s takes the times that are written into it, as it does until an import is finished: wait for the import, or when it was interrupted begin it anew with --again."
                            .formatted(DeskTopic.ACTIONS.topicName())));
        }
    }

    private static String value(Found found, String setting) {
        return found.config().get(setting).value();
    }

    /** A new log beside an old journal would begin again at offset 0, below what the journal says was decided. */
    private static void refuseALogThatWasLost(Admin admin, Map<DeskTopic, Found> existing) {
        Found journal = existing.get(DeskTopic.JOURNAL);
        if (journal == null || existing.containsKey(DeskTopic.ACTIONS)) {
            return;
        }
        boolean written = get(latest(admin, Map.of(DeskTopic.JOURNAL, journal.partitions()))).values().stream()
                .anyMatch(partition -> partition.offset() > 0);
        if (written) {
            throw new TopicsRefusedException(List.of(
                    "Topic %s is missing beside a %s with records, expected the log that they were decided from: restore it, or delete the other topics too."
                            .formatted(DeskTopic.ACTIONS.topicName(), DeskTopic.JOURNAL.topicName())));
        }
    }

    /** Whether nobody else created one of them at the same time. */
    private static boolean createAll(Admin admin, Set<DeskTopic> missing, int partitions, short replication) {
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic.topicName(), topic.partitions(partitions), replication)
                        .configs(topic.creationSettings(replication)))
                .toList();
        boolean alone = true;
        for (KafkaFuture<Void> creation : admin.createTopics(topics).values().values()) {
            try {
                get(creation);
            } catch (TopicExistsException e) {
                alone = false;
            }
        }
        return alone;
    }

    /**
     * A topic is not ready when its creation is acknowledged: an idempotent producer that comes too early can wedge for two
     * minutes. It is ready once each partition's leader says where its end is.
     */
    private static void awaitReady(Admin admin, Set<DeskTopic> topics) {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (!isReady(admin, topics)) {
            if (Instant.now().isAfter(deadline)) {
                throw new TimeoutException("The topics are not ready after " + READY_WITHIN.toSeconds() + " s.");
            }
            pause();
        }
    }

    private static boolean isReady(Admin admin, Set<DeskTopic> topics) {
        try {
            Map<DeskTopic, Integer> partitions = new EnumMap<>(DeskTopic.class);
            find(admin, topics).forEach((topic, found) -> partitions.put(topic, found.partitions()));
            get(latest(admin, partitions));
            return partitions.size() == topics.size();
        } catch (RetriableException e) {
            return false;
        }
    }

    private static KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> latest(
            Admin admin, Map<DeskTopic, Integer> partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        partitions.forEach((topic, count) -> IntStream.range(0, count)
                .forEach(partition -> ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest())));
        return admin.listOffsets(ends).all();
    }

    private static Map<DeskTopic, Found> find(Admin admin, Set<DeskTopic> topics) {
        Map<DeskTopic, TopicDescription> descriptions = new EnumMap<>(DeskTopic.class);
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names(topics)).topicNameValues();
        for (DeskTopic topic : topics) {
            ifThere(topic, answers.get(topic.topicName())).ifPresent(there -> descriptions.put(topic, there));
        }
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(
                        descriptions.keySet().stream().map(TopicAdmin::resource).toList())
                .values();
        Map<DeskTopic, Found> found = new EnumMap<>(DeskTopic.class);
        descriptions.forEach((topic, description) -> ifThere(topic, configs.get(resource(topic)))
                .ifPresent(config -> found.put(
                        topic,
                        new Found(
                                topic,
                                description.partitions().size(),
                                description.partitions().get(0).replicas().size(),
                                config))));
        return found;
    }

    /** A topic may be deleted between two questions. */
    private static <T> Optional<T> ifThere(DeskTopic topic, KafkaFuture<T> answer) {
        try {
            return Optional.of(get(answer));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (TopicAuthorizationException e) {
            // Kafka does not say which one when it was asked about several.
            throw new TopicAuthorizationException(Set.of(topic.topicName()));
        }
    }

    private static String described(Found found) {
        StringBuilder text = new StringBuilder("%s: %d %s, %d %s, key %s"
                .formatted(
                        found.topic().topicName(),
                        found.partitions(),
                        found.partitions() == 1 ? "partition" : "partitions",
                        found.replication(),
                        found.replication() == 1 ? "replica" : "replicas",
                        found.topic().key()));
        for (TopicSetting setting : found.topic().settings(found.replication())) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(setting.name())
                    .append('=')
                    .append(found.value(setting))
                    .append(setting.isKeptBy(found.value(setting)) ? "" : " (expected " + setting.expected() + ")");
        }
        return text.toString();
    }

    private static Collection<String> names(Set<DeskTopic> topics) {
        return topics.stream().map(DeskTopic::topicName).toList();
    }

    private static ConfigResource resource(DeskTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
