package org.ticketdesk.cli.local;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;

/** What topics are created with when nobody said otherwise. */
public final class Topics {
    /** How many partitions a log gets when nobody chose another number. */
    public static final int PARTITIONS = 12;

    private static final int REPLICAS = 3;

    private Topics() {}

    /**
     * Creates the topics that are missing, with the partitions that the log has or else the default, and checks the others.
     *
     * @param topics which are wanted
     */
    public static void ensure(DeskClients clients, Set<DeskTopic> topics) {
        try (Admin admin = clients.admin()) {
            TopicAdmin.create(clients, topics, ofTheLog(admin).orElse(PARTITIONS), replicas(admin));
        }
    }

    /** A copy on each broker, up to three. */
    public static short replicas(Admin admin) {
        try {
            return (short)
                    Math.min(REPLICAS, admin.describeCluster().nodes().get().size());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("The cluster cannot be described", e.getCause());
        }
    }

    private static OptionalInt ofTheLog(Admin admin) {
        String log = DeskTopic.ACTIONS.topicName();
        try {
            return OptionalInt.of(admin.describeTopics(List.of(log))
                    .allTopicNames()
                    .get()
                    .get(log)
                    .partitions()
                    .size());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw new KafkaException("The topic " + log + " cannot be described", e.getCause());
        }
    }
}
