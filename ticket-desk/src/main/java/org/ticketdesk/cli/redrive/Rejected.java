package org.ticketdesk.cli.redrive;

import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/**
 * A rejected record as it is judged today.
 *
 * @param rejection why it was rejected, and where it stands in the log
 * @param appended when it came into the log, in epoch milliseconds
 * @param flaw why it is no action today either; null when it is one
 * @param action what it asks; null when it is none
 * @param bytes the action as it was published; null when it is none
 * @param headers as they were published, with the place that it is repeated from
 */
public record Rejected(
        Rejection rejection, long appended, String flaw, DeskAction action, byte[] bytes, Headers headers) {

    /**
     * Judges a record as a processor would that met it on its desk's partition.
     *
     * @param record as it stands in the rejected topic
     * @param rejection what its headers say
     * @param reader of this version, which knows every schema there is
     * @param partitions of the log
     */
    static Rejected judged(
            ConsumerRecord<byte[], byte[]> record, Rejection rejection, ActionReader reader, int partitions) {
        int partition = record.key() == null ? rejection.partition() : DeskPartition.of(record.key(), partitions);
        try {
            DeskAction action = reader.read(record.key(), record.value(), partition);
            return new Rejected(rejection, record.timestamp(), null, action, record.value(), again(record, rejection));
        } catch (RejectedException e) {
            return staying(rejection, record, e.getMessage());
        } catch (UndecodableException e) {
            return staying(rejection, record, e.getMessage());
        }
    }

    private static Rejected staying(Rejection rejection, ConsumerRecord<byte[], byte[]> record, String flaw) {
        return new Rejected(rejection, record.timestamp(), flaw, null, null, null);
    }

    private static Headers again(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(Rejection.REASON).remove(Rejection.SOURCE_PARTITION).remove(Rejection.SOURCE_OFFSET);
        new Place(rejection.partition(), rejection.offset()).writeTo(headers);
        return headers;
    }

    static String text(byte[] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    Place place() {
        return new Place(rejection.partition(), rejection.offset());
    }

    @Override
    public String toString() {
        return place() + " "
                + (flaw == null
                        ? action.getDesk()
                                + ' '
                                + action.getActionId()
                                + ' '
                                + ((IndexedRecord) action.getAction())
                                        .getSchema()
                                        .getName()
                        : "stays: " + flaw);
    }
}
