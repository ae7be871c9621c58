package org.ticketdesk.audit.records;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.FramingCheck;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TopicAdmin;

/** The topics of a cluster: their committed records. */
public final class TopicArchive implements Archive {
    private static final Duration POLL = Duration.ofMillis(200);

    private final DeskClients clients;
    private final SchemaTopic schemas;

    private TopicArchive(DeskClients clients) {
        this.clients = clients;
        this.schemas = new SchemaTopic(clients);
    }

    /**
     * The topics as they are.
     *
     * @param clients of the cluster
     * @throws org.ticketdesk.events.topics.TopicsRefusedException when they are missing, or not as they must be
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be asked
     */
    public static TopicArchive of(DeskClients clients) {
        try (Admin admin = clients.admin()) {
            TopicAdmin.check(admin);
        }
        FramingCheck.check(clients, DeskTopic.ACTIONS, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED, DeskTopic.TICKETS);
        return new TopicArchive(clients);
    }

    /**
     * The topics without a look at their settings: for whoever makes them.
     *
     * @param clients of the cluster
     */
    public static TopicArchive unchecked(DeskClients clients) {
        return new TopicArchive(clients);
    }

    @Override
    public boolean has(DeskTopic topic) {
        return DeskTopic.needed(false).contains(topic);
    }

    @Override
    public int partitions(DeskTopic topic) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return topic.partitionsSeenBy(consumer).size();
        }
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        return new Read(clients.consumer(), new TopicPartition(topic.topicName(), partition));
    }

    @Override
    public Origin origin() {
        String journal = DeskTopic.JOURNAL.topicName();
        try (Admin admin = clients.admin()) {
            String cluster = admin.describeCluster().clusterId().get();
            String topic = admin.describeTopics(List.of(journal))
                    .allTopicNames()
                    .get()
                    .get(journal)
                    .topicId()
                    .toString();
            return new Origin(cluster, topic);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("The cluster does not say which one it is: " + e.getCause(), e);
        }
    }

    @Override
    public SchemaSource schemas() {
        return schemas;
    }

    @Override
    public void close() {
        schemas.close();
    }

    private static final class Read implements Records {
        private final Consumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final long end;
        private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();

        Read(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
            this.consumer = consumer;
            this.partition = partition;
            List<TopicPartition> one = List.of(partition);
            consumer.assign(one);
            consumer.seekToBeginning(one);
            this.end = consumer.endOffsets(one).get(partition);
        }

        @Override
        public long end() {
            return end;
        }

        @Override
        public boolean hasNext() {
            while (!batch.hasNext()) {
                if (consumer.position(partition) >= end) {
                    return false;
                }
                batch = consumer.poll(POLL).records(partition).iterator();
            }
            return true;
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException(partition + " ends at " + end);
            }
            return batch.next();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
