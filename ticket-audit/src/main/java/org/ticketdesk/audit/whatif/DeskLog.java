package org.ticketdesk.audit.whatif;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/** The past of one desk, from the log. Stateless. */
public final class DeskLog {
    private DeskLog() {}

    /**
     * Reads all actions of a desk, from the beginning of its partition to where that ends now; what is no action is passed over,
     * as the processor rejects it.
     *
     * @param archive where the log is
     * @param desk which
     * @param each is given the actions in their order, with the log's times
     */
    public static void read(Archive archive, String desk, Consumer<PastAction> each) {
        int partitions = archive.partitions(DeskTopic.ACTIONS);
        int partition = DeskPartition.of(desk, partitions);
        byte[] key = desk.getBytes(StandardCharsets.US_ASCII);
        ActionReader reader = new ActionReader(Codec.of(DeskAction.class, archive.schemas()), partitions);
        try (Records log = archive.open(DeskTopic.ACTIONS, partition)) {
            while (log.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = log.next();
                if (Arrays.equals(record.key(), key)) {
                    read(reader, record, each);
                }
            }
        }
    }

    private static void read(ActionReader reader, ConsumerRecord<byte[], byte[]> record, Consumer<PastAction> each) {
        DeskAction action;
        try {
            action = reader.read(record.key(), record.value(), record.partition());
        } catch (RejectedException rejected) {
            return;
        }
        each.accept(new PastAction(action, record.timestamp(), record.offset()));
    }
}
