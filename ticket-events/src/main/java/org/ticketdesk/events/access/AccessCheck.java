package org.ticketdesk.events.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.ticketdesk.events.topics.DeskClients;

/**
 * Asks a cluster whether a party has been granted what it needs, before it begins: somebody who may read and not write would
 * find out in the middle. Kafka answers for what is there; of what is not there yet it tells whether it may be seen. A cluster
 * without access rules allows all. Thread-safe.
 */
public final class AccessCheck {

    /** Behind what names begin with: a name that nobody has. */
    private static final String SOMETHING = "access-check";

    private AccessCheck() {}

    /**
     * As {@link #of(DeskClients, Party, String)}, for a party that has nothing to do with how the processors are called.
     *
     * @param clients as the party has them
     * @param party who asks
     */
    public static void of(DeskClients clients, Party party) {
        of(clients, party, Party.APPLICATION_ID);
    }

    /**
     * Returns when nothing is missing, as far as the cluster tells.
     *
     * @param clients as the party has them
     * @param party who asks
     * @param applicationId of the processors
     * @throws AccessRefusedException when something is missing; the message names all of it
     * @throws KafkaException when the cluster cannot be asked
     */
    public static void of(DeskClients clients, Party party, String applicationId) {
        List<String> missing;
        try (Admin admin = clients.admin()) {
            missing = party.grants(applicationId).stream()
                    .map(grant -> missing(admin, grant))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toList());
        }
        if (!missing.isEmpty()) {
            String who = clients.user().map(user -> "User:" + user).orElse("this client");
            throw new AccessRefusedException(
                    "Kafka's access rules do not let %s: %s. Grant it what `desk topics acls --party %s=User:NAME` prints."
                            .formatted(who, String.join("; ", missing), party.label()));
        }
    }

    private static Optional<String> missing(Admin admin, Grant grant) {
        Set<AclOperation> missing = EnumSet.copyOf(grant.operations());
        missing.removeAll(granted(admin, grant));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        missing.stream().map(Enum::name).collect(Collectors.joining(", ")) + " on " + grant.resource());
    }

    private static Set<AclOperation> granted(Admin admin, Grant grant) {
        try {
            Set<AclOperation> granted = asked(admin, grant);
            return granted == null ? grant.operations() : granted;
        } catch (AuthorizationException e) {
            return Set.of();
        } catch (UnknownTopicOrPartitionException
                | GroupIdNotFoundException
                | TransactionalIdNotFoundException notThereAndAllowedToKnow) {
            return grant.operations();
        }
    }

    /** Null where the cluster does not tell. */
    private static Set<AclOperation> asked(Admin admin, Grant grant) {
        String name = grant.pattern() == PatternType.PREFIXED ? grant.name() + SOMETHING : grant.name();
        return switch (grant.type()) {
            case TOPIC ->
                get(admin.describeTopics(List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .topicNameValues()
                                .get(name))
                        .authorizedOperations();
            case GROUP ->
                get(admin.describeConsumerGroups(
                                        List.of(name),
                                        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                .describedGroups()
                                .get(name))
                        .authorizedOperations();
            case TRANSACTIONAL_ID -> {
                get(admin.describeTransactions(List.of(name)).description(name));
                yield null;
            }
            case CLUSTER, DELEGATION_TOKEN, USER, ANY, UNKNOWN ->
                throw new IllegalArgumentException("No party needs " + grant.resource() + ".");
        };
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
