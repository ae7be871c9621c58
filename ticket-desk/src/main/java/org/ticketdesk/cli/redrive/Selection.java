package org.ticketdesk.cli.redrive;

import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.events.topics.Rejection;

/**
 * Which rejected records are meant; what is null leaves the choice open.
 *
 * @param since those that came into the log from this time on
 * @param partition those of this partition of the log
 * @param offset the one at this offset of it
 * @param reason those whose reason has this text in it, in upper or lower case
 * @param desk those whose key is this desk
 */
public record Selection(Instant since, Integer partition, Long offset, String reason, String desk) {

    boolean has(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        return (since == null || record.timestamp() >= since.toEpochMilli())
                && (partition == null || partition == rejection.partition())
                && (offset == null || offset == rejection.offset())
                && (reason == null || lower(rejection.reason()).contains(lower(reason)))
                && (desk == null || desk.equals(Rejected.text(record.key())));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
