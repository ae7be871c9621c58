package org.ticketdesk.cli.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.cli.records.TopicTail;
import org.ticketdesk.cli.traffic.KnownDesk;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Entries;

/** The journal, folded into what is known of each desk as it comes. Not thread-safe. */
final class FollowedJournal implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final TopicTail journal;
    private final Map<String, KnownDesk> desks = new TreeMap<>();
    private final Map<Integer, Long> decided = new HashMap<>();
    private final BiConsumer<JournalEntry, Outcome> reader;
    private boolean caughtUp;
    private long lastReadAt = System.nanoTime();

    /**
     * Opens the journal.
     *
     * @param clients of the cluster
     * @param reader told of each entry that is written from now on
     */
    FollowedJournal(DeskClients clients, BiConsumer<JournalEntry, Outcome> reader) {
        this.journal = new TopicTail(clients, DeskTopic.JOURNAL, new TopicTail.Start.Beginning());
        this.reader = reader;
    }

    /** Reads what stands there already; the reader is not told of it. */
    void catchUp() {
        while (!journal.isAtEnd()) {
            poll(Duration.ofMillis(100));
        }
        caughtUp = true;
    }

    /** Reads what has come, waiting for it at most for a time. */
    void poll(Duration most) {
        for (ConsumerRecord<byte[], byte[]> record : journal.poll(most)) {
            lastReadAt = System.nanoTime();
            JournalEntry entry = Codec.JOURNAL_ENTRY.decode(record.value());
            Outcome outcome = Entries.outcome(entry);
            desk(entry.getDesk())
                    .apply(
                            entry.getAt().toEpochMilli(),
                            new ActionId(entry.getActionId()),
                            entry.getActor().getRole() == Role.SYSTEM,
                            outcome);
            decided.put(entry.getSource().getPartition(), entry.getSource().getOffset() + 1);
            if (caughtUp) {
                reader.accept(entry, outcome);
            }
        }
    }

    /** What is known of a desk. */
    KnownDesk desk(String id) {
        return desks.computeIfAbsent(id, KnownDesk::new);
    }

    /** All desks of which something is known, in the order of their ids. */
    Collection<KnownDesk> desks() {
        return desks.values();
    }

    /**
     * Whether the journal has come to where the log's partitions end; or has been quiet for so long that what stands there is no
     * action, and will have no entry.
     */
    boolean hasReached(Map<TopicPartition, Long> logEnds) {
        return System.nanoTime() - lastReadAt > QUIET.toNanos()
                || logEnds.entrySet().stream()
                        .allMatch(end -> decided.getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        journal.close();
    }
}
