package org.ticketdesk.events.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.ticketdesk.events.access.Grant.on;
import static org.ticketdesk.events.access.Grant.onAllThatBeginWith;
import static org.ticketdesk.events.access.Grant.onGroup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.ticketdesk.events.topics.DeskTopic;

/** Who comes to the topics, and the least that each must be granted. The only place where that is said. */
public enum Party {
    /** Puts actions into the log, and learns over HTTP, or not at all, what became of them. */
    GATEWAY("puts actions into the log"),

    /** Puts actions into the log and reads their outcomes; with them everybody's. */
    GATEWAY_WITH_OUTCOMES("puts actions into the log, and reads what became of every desk's"),

    /** Follows status changes, and begins with the latest state of each ticket. */
    DASHBOARD("follows statuses; a consumer group of its own begins with dashboard-"),

    /** Decides: the one writer of all that is decided. */
    PROCESSOR("decides, fires timers, and finds its state again (rebuild-state too)"),

    /** Makes views, and puts the actions that come over HTTP into the log. */
    PROJECTION("makes views, and puts the actions that come over HTTP into the log (rebuild too)"),

    /** Reads everything there is, and writes nothing. */
    AUDITOR("reads all there is: audit, export, tail"),

    /** Creates and keeps the topics; imports a log, and publishes rejected records again. */
    OPERATOR("creates and keeps the topics; imports, and redrives");

    /** What the processors of a cluster are called when nobody said otherwise. */
    public static final String APPLICATION_ID = "ticket-processor";

    private final String task;

    Party(String task) {
        this.task = task;
    }

    /**
     * What it does.
     *
     * @return a few words
     */
    public String task() {
        return task;
    }

    /**
     * As it is named on a command line.
     *
     * @return for example {@code gateway-with-outcomes}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The least that it must be granted. Kafka lets who may read or write describe, too.
     *
     * @param applicationId of the processors: names their group, and begins the names of their changelogs and transactions
     * @return at least one, in the order of the topics
     */
    public List<Grant> grants(String applicationId) {
        return switch (this) {
            case GATEWAY -> List.of(on(DeskTopic.ACTIONS, WRITE));
            case GATEWAY_WITH_OUTCOMES ->
                List.of(
                        on(DeskTopic.ACTIONS, WRITE),
                        on(DeskTopic.JOURNAL, READ),
                        on(DeskTopic.SCHEMAS, READ),
                        on(DeskTopic.REJECTED, READ));
            case DASHBOARD ->
                List.of(
                        on(DeskTopic.STATUS_CHANGED, READ),
                        on(DeskTopic.STATUS_CHANGED_JSON, READ),
                        on(DeskTopic.TICKETS, READ),
                        on(DeskTopic.SCHEMAS, READ),
                        onAllThatBeginWith("dashboard-", ResourceType.GROUP, READ));
            case PROCESSOR ->
                List.of(
                        on(DeskTopic.ACTIONS, READ, WRITE, DESCRIBE_CONFIGS),
                        on(DeskTopic.JOURNAL, READ, WRITE, DESCRIBE_CONFIGS),
                        on(DeskTopic.STATUS_CHANGED, READ, WRITE, DESCRIBE_CONFIGS),
                        on(DeskTopic.STATUS_CHANGED_JSON, WRITE, DESCRIBE_CONFIGS),
                        on(DeskTopic.TICKETS, READ, WRITE, DESCRIBE_CONFIGS),
                        on(DeskTopic.SCHEMAS, READ, DESCRIBE_CONFIGS),
                        on(DeskTopic.REJECTED, WRITE, DESCRIBE_CONFIGS),
                        onAllThatBeginWith(applicationId + "-", ResourceType.TOPIC, READ, WRITE, CREATE, DELETE),
                        onGroup(applicationId),
                        onAllThatBeginWith(applicationId + "-", ResourceType.TRANSACTIONAL_ID, WRITE));
            case PROJECTION ->
                List.of(on(DeskTopic.ACTIONS, WRITE), on(DeskTopic.JOURNAL, READ), on(DeskTopic.SCHEMAS, READ));
            case AUDITOR -> onEach(READ, DESCRIBE_CONFIGS);
            case OPERATOR -> Arrays.stream(DeskTopic.values()).map(Party::kept).collect(Collectors.toList());
        };
    }

    private static List<Grant> onEach(AclOperation... operations) {
        return Arrays.stream(DeskTopic.values())
                .map(topic -> on(topic, operations))
                .collect(Collectors.toList());
    }

    private static Grant kept(DeskTopic topic) {
        return switch (topic) {
            case ACTIONS, SCHEMAS -> on(topic, READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
            case JOURNAL, REJECTED -> on(topic, READ, CREATE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
            case STATUS_CHANGED, STATUS_CHANGED_JSON, TICKETS ->
                on(topic, CREATE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
        };
    }
}
