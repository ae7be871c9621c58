package org.ticketdesk.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waits until new topics can be used. A topic is not ready when {@code createTopics} returns: its leaders may not know of
 * it yet, and an idempotent producer that meets them too early can wedge for two minutes. It is ready when every
 * partition's leader has answered for its end.
 */
public final class TopicsReady {
    private static final Duration RETRY = Duration.ofMillis(20);

    private TopicsReady() {}

    /**
     * Returns when every partition of every topic answers. Safe to call from several threads.
     *
     * @param admin a client of the cluster; stays open
     * @param topics the names of topics that exist or are being created; empty is ready at once
     * @param timeout how long to wait at most
     * @throws TimeoutException when a topic is still not ready then; the message names the topics and what was missing
     * @throws org.apache.kafka.common.KafkaException when the cluster refuses, for example for want of a permission
     */
    public static void await(Admin admin, Collection<String> topics, Duration timeout) {
        Set<String> names = new TreeSet<>(topics);
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    askForEnds(admin, names, end);
                    return;
                } catch (RetriableException notYet) {
                    if (end - System.nanoTime() <= 0) {
                        throw new TimeoutException(
                                "The topics " + names + " were not ready within " + timeout.toMillis()
                                        + " ms (" + notYet.getMessage()
                                        + "): see that they were created and that their brokers run.",
                                notYet);
                    }
                }
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void askForEnds(Admin admin, Set<String> topics, long end) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> ends = admin
                    .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(millisUntil(end)))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(TopicsReady::partitions)
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(millisUntil(end)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition()));
    }

    private static int millisUntil(long end) {
        return (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }
}
