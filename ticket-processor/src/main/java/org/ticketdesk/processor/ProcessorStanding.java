package org.ticketdesk.processor;

import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How a processor stands at a moment.
 *
 * @param state of Kafka Streams: RUNNING when all partitions that it has are decided
 * @param threads how many stream threads are alive
 * @param lag of the partitions that are decided here: how many records of the log, as far as the brokers have said, are not
 *     decided yet; -1 before they have said
 * @param standbys the partitions whose state is kept ready here while another processor decides them
 * @param restoring the partitions whose state is being found again
 */
public record ProcessorStanding(
        KafkaStreams.State state,
        int threads,
        SortedMap<Integer, Long> lag,
        List<Integer> standbys,
        List<Restoring> restoring) {

    /**
     * The state of a partition is being found again.
     *
     * @param partition of the log
     * @param from where it is found, in words
     * @param done how many records have been read
     * @param of how many there are
     */
    public record Restoring(int partition, String from, long done, long of) {}
}
