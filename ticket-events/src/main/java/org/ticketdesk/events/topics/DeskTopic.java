package org.ticketdesk.events.topics;

import static org.ticketdesk.events.topics.TopicSetting.atLeast;
import static org.ticketdesk.events.topics.TopicSetting.atMost;
import static org.ticketdesk.events.topics.TopicSetting.exactly;
import static org.ticketdesk.events.topics.TopicSetting.initially;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics, in the order in which data flows: six, and one that is there only when it is wanted. The only place with their
 * names, keys and settings.
 */
public enum DeskTopic {
    /**
     * The log: the only input, the source of truth. Kept for ever, never compacted, and its time is the broker's (decision 13).
     * A record of it must fit into {@link #REJECTED}, so its size has an upper bound; an action has less than 2 KiB. The broker
     * unpacks what comes compressed, and holds what is unpacked to that bound: a small batch could else stop the processor.
     */
    ACTIONS(
            "desk-actions",
            Key.DESK,
            List.of(
                    keptForEver(),
                    List.of(
                            exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                            exactly(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed"),
                            atMost(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Sizes.SMALL_BATCH)))),

    /** Exactly one entry for each action, kept for ever. One action can move thousands of tickets, so an entry may be large. */
    JOURNAL(
            "desk-journal",
            Key.DESK,
            List.of(
                    keptForEver(),
                    theWritersTime(),
                    List.of(atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Sizes.LARGE_BATCH)))),

    /** One flat record for each change of a status, on the desk's partition. How long they are kept is the operator's to say. */
    STATUS_CHANGED("ticket-status-changed", Key.TICKET, List.of(keptForAMonth(), theWritersTime(), smallRecords())),

    /**
     * Optional: the status changes in their JSON form, for consumers without Avro. Same keys, partitions, order and transactions
     * as {@link #STATUS_CHANGED}, from when it was switched on.
     */
    STATUS_CHANGED_JSON(
            "ticket-status-changed-json", Key.TICKET, List.of(keptForAMonth(), theWritersTime(), smallRecords())),

    /** The latest state of each ticket, on the desk's partition. */
    TICKETS("tickets", Key.TICKET, List.of(compacted(), theWritersTime(), smallRecords())),

    /** Every schema ever published, for readers who meet a fingerprint that they do not know. One partition, read as a whole. */
    SCHEMAS("desk-schemas", Key.FINGERPRINT, List.of(compacted(), smallRecords())),

    /**
     * The bytes, as received, of what could not be decoded or is malformed. What is said of the place it came from is in headers
     * ({@link Rejection}); the partition here has no meaning.
     */
    REJECTED(
            "desk-actions-rejected",
            Key.AS_RECEIVED,
            List.of(
                    keptForAMonth(),
                    theWritersTime(),
                    List.of(atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Sizes.LARGE_BATCH))));

    /** What a topic's records are keyed by. */
    public enum Key {
        /** The desk's id. */
        DESK,
        /** {@code desk/ticket}. */
        TICKET,
        /** The schema's fingerprint, as {@link SchemaTopic} writes it. */
        FINGERPRINT,
        /** The key of the record that was rejected, whatever it was; may be null. */
        AS_RECEIVED
    }

    /** The largest record, in bytes, that a producer or a reader of any of the topics must be able to hold: 32 MiB. */
    public static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

    private final String topicName;
    private final Key key;
    private final List<TopicSetting> settings;

    DeskTopic(String topicName, Key key, List<List<TopicSetting>> settings) {
        this.topicName = topicName;
        this.key = key;
        this.settings = Stream.concat(
                        settings.stream().flatMap(List::stream),
                        Stream.of(exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false")))
                .toList();
    }

    /**
     * The topics that must be there.
     *
     * @param jsonMirror whether the status changes are wanted in JSON too
     * @return a new set, in the order of the catalogue
     */
    public static Set<DeskTopic> needed(boolean jsonMirror) {
        return jsonMirror ? EnumSet.allOf(DeskTopic.class) : EnumSet.complementOf(EnumSet.of(STATUS_CHANGED_JSON));
    }

    /**
     * The name in Kafka.
     *
     * @return the name, never null
     */
    public String topicName() {
        return topicName;
    }

    /**
     * What the records are keyed by.
     *
     * @return the kind of key, never null
     */
    public Key key() {
        return key;
    }

    /**
     * What its values are.
     *
     * @return the simple name of the record; empty where they are not in Avro, but text or bytes as received
     */
    public Optional<String> record() {
        return Optional.ofNullable(
                switch (this) {
                    case ACTIONS -> "DeskAction";
                    case JOURNAL -> "JournalEntry";
                    case STATUS_CHANGED -> "TicketStatusChanged";
                    case TICKETS -> "TicketSnapshot";
                    case STATUS_CHANGED_JSON, SCHEMAS, REJECTED -> null;
                });
    }

    /**
     * How Kafka cleans the topic up.
     *
     * @return {@code delete} or {@code compact}
     */
    public String cleanup() {
        return settings.stream()
                .filter(setting -> setting.name().equals(TopicConfig.CLEANUP_POLICY_CONFIG))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /**
     * Whether the topic has as many partitions as the log, a desk being served by the same partition in each.
     *
     * @return true for the log, the journal, the status changes in either form and the tickets
     */
    public boolean isPartitionedByDesk() {
        return key == Key.DESK || key == Key.TICKET;
    }

    /**
     * The partitions to create it with.
     *
     * @param desks the partition count of the log, at least 1
     * @return that number, or 1 for the schemas
     */
    public int partitions(int desks) {
        return this == SCHEMAS ? 1 : desks;
    }

    /**
     * What it is created with, and which of that {@link TopicAdmin#check} holds it to. An acknowledged record must be on two
     * brokers wherever there are three replicas, or else one broken disk could lose it.
     *
     * @param replication the replication factor, at least 1
     * @return the settings, in a fixed order
     */
    public List<TopicSetting> settings(int replication) {
        TopicSetting inSync = atLeast(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication >= 3 ? 2 : 1);
        return Stream.concat(settings.stream(), Stream.of(inSync)).toList();
    }

    /**
     * The settings as Kafka takes them when a topic is created.
     *
     * @param replication the replication factor, at least 1
     * @return names and values, in a fixed order
     */
    public Map<String, String> creationSettings(int replication) {
        Map<String, String> values = new LinkedHashMap<>();
        settings(replication).forEach(setting -> values.put(setting.name(), setting.value()));
        return values;
    }

    /**
     * Its partitions as a client sees them.
     *
     * @param consumer of the cluster
     * @return all of them, at least one
     * @throws UnknownTopicOrPartitionException when the cluster has no such topic
     */
    public List<TopicPartition> partitionsSeenBy(Consumer<?, ?> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topicName);
        if (found.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "The cluster has no topic " + topicName + "; create the desk's topics first.");
        }
        return found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static List<TopicSetting> keptForEver() {
        return List.of(
                exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                exactly(TopicConfig.RETENTION_MS_CONFIG, "-1"),
                exactly(TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    private static List<TopicSetting> keptForAMonth() {
        return List.of(
                exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                initially(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(30).toMillis())),
                initially(TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    private static List<TopicSetting> compacted() {
        return List.of(exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * The record's time is the desk's, so that a reader can begin at a time. It may lie far from the broker's clock: a desk's time
     * never goes back, also after a clock that was fast for a day has been put right, and a broker that refused such a record
     * would stop the processor.
     */
    private static List<TopicSetting> theWritersTime() {
        return List.of(
                exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                atLeast(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE),
                atLeast(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.MAX_VALUE));
    }

    private static List<TopicSetting> smallRecords() {
        return List.of(atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Sizes.SMALL_BATCH));
    }

    /** Sizes of a batch of records in bytes; a class of its own because an enum's constants come before its fields. */
    private static final class Sizes {
        /** Kafka's own default, so that a topic created by hand has it too. */
        private static final int SMALL_BATCH = 1024 * 1024 + 12;
        /** A record of the largest size, with room for its key, its headers and the frame of its batch. */
        private static final int LARGE_BATCH = DeskClients.MAX_REQUEST_BYTES;
    }
}
