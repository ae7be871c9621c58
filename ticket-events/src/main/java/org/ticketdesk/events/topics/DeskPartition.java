package org.ticketdesk.events.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition that serves a desk: the one that Kafka's Java clients choose for the desk's id as a key (murmur2 over its UTF-8
 * bytes). A client in another language must be told to do the same; an action on another partition is malformed.
 */
public final class DeskPartition {

    private DeskPartition() {}

    /**
     * The partition of a desk.
     *
     * @param desk the desk's id, not null
     * @param partitions the partition count of the log, at least 1
     * @return from 0 to {@code partitions - 1}
     */
    public static int of(String desk, int partitions) {
        return of(desk.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /**
     * The partition of a record that is keyed by its desk.
     *
     * @param deskKey the desk's id as the record's key, not null
     * @param partitions the partition count of the log, at least 1
     * @return from 0 to {@code partitions - 1}
     */
    public static int of(byte[] deskKey, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic has at least 1 partition, not " + partitions + ".");
        }
        return Utils.toPositive(Utils.murmur2(deskKey)) % partitions;
    }

    /**
     * The partition of a record that is keyed by its ticket: its desk's, whatever the ticket, so that a desk's records stay in
     * their order.
     *
     * @param ticketKey {@code desk/ticket}, not null
     * @param partitions the partition count of the log, at least 1
     * @return from 0 to {@code partitions - 1}
     * @throws IllegalArgumentException when there is not exactly one slash, with something on either side
     */
    public static int ofTicketKey(String ticketKey, int partitions) {
        int slash = ticketKey.indexOf('/');
        if (slash < 1 || slash != ticketKey.lastIndexOf('/') || slash == ticketKey.length() - 1) {
            throw new IllegalArgumentException("A ticket's record key is desk/ticket, not \"" + ticketKey + "\".");
        }
        return of(ticketKey.substring(0, slash), partitions);
    }
}
