package org.ticketdesk.events.access;

import static org.apache.kafka.common.acl.AclOperation.READ;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * What somebody may do with something of Kafka's.
 *
 * @param type topic, group or transactional id
 * @param name of it, or what its name begins with
 * @param pattern {@code LITERAL} or {@code PREFIXED}
 * @param operations at least one; what Kafka derives from them, such as {@code DESCRIBE}, is not among them
 */
public record Grant(ResourceType type, String name, PatternType pattern, Set<AclOperation> operations) {

    /** Keeps the operations in Kafka's order. */
    public Grant {
        operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    }

    static Grant on(DeskTopic topic, AclOperation... operations) {
        return new Grant(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL, Set.of(operations));
    }

    static Grant onGroup(String id) {
        return new Grant(ResourceType.GROUP, id, PatternType.LITERAL, Set.of(READ));
    }

    static Grant onAllThatBeginWith(String prefix, ResourceType type, AclOperation... operations) {
        return new Grant(type, prefix, PatternType.PREFIXED, Set.of(operations));
    }

    /**
     * What it is about, for people to read.
     *
     * @return for example {@code topic desk-journal}, or {@code transactional ids ticket-processor-…}
     */
    public String resource() {
        String kind = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return pattern == PatternType.PREFIXED ? kind + "s " + name + "…" : kind + " " + name;
    }

    /**
     * The access rules by which Kafka's authorizer knows it.
     *
     * @param principal for example {@code User:gateway}
     * @return one rule for each operation, from any host
     */
    public List<AclBinding> rules(String principal) {
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
                .collect(Collectors.toList());
    }

    /**
     * The same for Kafka's own tool.
     *
     * @param principal for example {@code User:gateway}
     * @return what {@code kafka-acls.sh} is given behind the brokers' address
     */
    public String toolArguments(String principal) {
        return "--add --allow-principal " + principal
                + operations.stream()
                        .map(operation -> " --operation " + inCamelCase(operation))
                        .collect(Collectors.joining())
                + " --" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + name
                + (pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
    }

    /** An operation as Kafka's tool and documentation write it: DescribeConfigs. */
    private static String inCamelCase(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
