package org.ticketdesk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;

/** The journal entries of actions, as the processor writes them, decided in memory. Not thread-safe. */
final class JournalOf {
    private final Replay replay = new Replay(Codec.DESK_ACTION, 1);
    private long offset;

    /**
     * An entry, as published.
     *
     * @param desk its record key
     * @param ticket the ticket that the action named, or null
     * @param bytes in single-object encoding
     */
    record Entry(String desk, String ticket, byte[] bytes) {}

    /**
     * The entry of the next action.
     *
     * @param desk the action's
     * @param action as published
     * @param at when the log got it, epoch milliseconds
     */
    Entry of(String desk, byte[] action, long at) {
        byte[] key = desk.getBytes(StandardCharsets.US_ASCII);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                DeskTopic.ACTIONS.topicName(),
                0,
                offset++,
                at,
                TimestampType.LOG_APPEND_TIME,
                key.length,
                action.length,
                key,
                action,
                new RecordHeaders(),
                Optional.empty());
        Replay.Expected expected = replay.fold(record).orElseThrow();
        DeskAction decided = expected.action();
        return new Entry(desk, decided.getTicket(), expected.entry());
    }
}
