package org.ticketdesk.audit.folder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The log that an import writes. Until it is complete it takes the times that are written into it, any time: no log that is in use
 * does, so an import that was interrupted is recognised, and the software refuses to start on it. Not thread-safe.
 */
final class TargetLog {
    private static final ConfigResource LOG =
            new ConfigResource(ConfigResource.Type.TOPIC, DeskTopic.ACTIONS.topicName());
    private static final String TIME = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
    private static final List<String> ANY_TIME = List.of(
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
    private static final String FOR_EVER = Long.toString(Long.MAX_VALUE);
    private static final int LOOKS = 3_000;
    private static final long BETWEEN_LOOKS_MS = 20;

    private final Admin admin;

    TargetLog(Admin admin) {
        this.admin = admin;
    }

    /** The partitions of the desk's topics that the cluster has, by topic. */
    Map<DeskTopic, Integer> existing() {
        var names = get(admin.listTopics().names());
        Map<DeskTopic, Integer> found = new EnumMap<>(DeskTopic.class);
        for (DeskTopic topic : DeskTopic.values()) {
            if (names.contains(topic.topicName())) {
                found.put(
                        topic,
                        get(admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                                .get(topic.topicName())
                                .partitions()
                                .size());
            }
        }
        return found;
    }

    /** How many records each of these topics has, the marks of transactions with them. */
    Map<DeskTopic, Long> records(Map<DeskTopic, Integer> topics) {
        Map<DeskTopic, Long> found = new EnumMap<>(DeskTopic.class);
        topics.forEach((topic, partitions) -> found.put(
                topic,
                ends(topic, partitions).stream().mapToLong(Long::longValue).sum()));
        return found;
    }

    /** Where the partitions of a topic end, in their order. */
    List<Long> ends(DeskTopic topic, int partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        IntStream.range(0, partitions)
                .forEach(partition -> asked.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest()));
        var ends = get(admin.listOffsets(asked).all());
        return IntStream.range(0, partitions)
                .mapToObj(partition -> ends.get(new TopicPartition(topic.topicName(), partition))
                        .offset())
                .toList();
    }

    /** Whether the log there is was begun by an import, and is not complete. */
    boolean isUnfinished() {
        Config found = get(admin.describeConfigs(List.of(LOG)).all()).get(LOG);
        return found.get(TIME).value().equals("CreateTime")
                && ANY_TIME.stream().allMatch(name -> found.get(name).value().equals(FOR_EVER));
    }

    void delete(Iterable<DeskTopic> topics) {
        List<String> names = new ArrayList<>();
        topics.forEach(topic -> names.add(topic.topicName()));
        get(admin.deleteTopics(names).all());
        for (int look = 0; get(admin.listTopics().names()).stream().anyMatch(names::contains); look++) {
            pause(look, "The topics are not deleted");
        }
    }

    /** Creates the log, or takes the empty one there is; it takes any time from now on. */
    void begin(OptionalInt existing, int partitions, short replicas) {
        if (existing.isPresent()) {
            alter(OpType.SET, "CreateTime");
        } else {
            Map<String, String> settings = new HashMap<>(DeskTopic.ACTIONS.creationSettings(replicas));
            settings.put(TIME, "CreateTime");
            ANY_TIME.forEach(name -> settings.put(name, FOR_EVER));
            create(DeskTopic.ACTIONS, partitions, replicas, settings);
        }
    }

    void create(DeskTopic topic, int partitions, short replicas) {
        create(topic, topic.partitions(partitions), replicas, topic.creationSettings(replicas));
    }

    private void create(DeskTopic topic, int partitions, short replicas, Map<String, String> settings) {
        NewTopic made = new NewTopic(topic.topicName(), partitions, replicas).configs(settings);
        get(admin.createTopics(List.of(made)).all());
        for (int look = 0; !isReady(topic, partitions); look++) {
            pause(look, "The topic " + topic.topicName() + " is not ready");
        }
    }

    private boolean isReady(DeskTopic topic, int partitions) {
        try {
            return ends(topic, partitions).size() == partitions;
        } catch (RetriableException e) {
            return false;
        }
    }

    /** From now on the log's time is the broker's again, and the log is as the software creates it. */
    void finish() {
        alter(OpType.DELETE, "LogAppendTime");
    }

    private void alter(OpType limits, String time) {
        List<AlterConfigOp> changes = new ArrayList<>();
        changes.add(new AlterConfigOp(new ConfigEntry(TIME, time), OpType.SET));
        ANY_TIME.forEach(name -> changes.add(new AlterConfigOp(new ConfigEntry(name, FOR_EVER), limits)));
        get(admin.incrementalAlterConfigs(Map.of(LOG, changes)).all());
    }

    private static void pause(int looks, String what) {
        if (looks >= LOOKS) {
            throw new KafkaException(what + " after " + LOOKS * BETWEEN_LOOKS_MS / 1_000 + " s");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
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
