package org.ticketdesk.processor.replay;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/** The committed records of one partition, from its beginning to where it ended when this was opened. Not thread-safe. */
public final class PartitionReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();

    /**
     * Opens a partition.
     *
     * @param clients of the cluster
     * @param topic which
     * @param partition of it
     */
    public PartitionReader(DeskClients clients, DeskTopic topic, int partition) {
        this.consumer = clients.consumer();
        this.partition = new TopicPartition(topic.topicName(), partition);
        List<TopicPartition> one = List.of(this.partition);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        this.end = consumer.endOffsets(one).get(this.partition);
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
