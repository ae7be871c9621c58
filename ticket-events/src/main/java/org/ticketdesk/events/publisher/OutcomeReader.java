package org.ticketdesk.events.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.publisher.Outcomes.Name;
import org.ticketdesk.events.publisher.Outcomes.Outcome;
import org.ticketdesk.events.publisher.Outcomes.Place;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.events.topics.SchemaTopic;

/**
 * Reads the journal and what was rejected, from where they end when it starts, on a thread of its own, and tells {@link Outcomes}.
 * Reads every desk's entries, as they share partitions: an instance costs what the whole journal's traffic costs.
 */
final class OutcomeReader implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(30);

    private final Outcomes outcomes;
    private final SchemaTopic schemas;
    private final Codec<JournalEntry> entries;
    private final Codec<DeskAction> actions;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;

    OutcomeReader(DeskClients clients, Codec<DeskAction> actions, Outcomes outcomes) {
        this.outcomes = outcomes;
        this.schemas = new SchemaTopic(clients);
        this.entries = Codec.of(JournalEntry.class, schemas);
        this.actions = actions;
        this.consumer = clients.consumer();
        try {
            standAtTheEnd();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        this.thread = new Thread(this::run, "outcome-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops reading, and fails what is still awaited; waits for the thread, unless it takes too long. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(CLOSED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void standAtTheEnd() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (DeskTopic topic : List.of(DeskTopic.JOURNAL, DeskTopic.REJECTED)) {
            partitions.addAll(topic.partitionsSeenBy(consumer));
        }
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    private void run() {
        try (consumer;
                schemas) {
            while (true) {
                consumer.poll(WAIT).forEach(this::read);
            }
        } catch (WakeupException e) {
            outcomes.end(new PublisherClosedException("The publisher was closed before the outcome was read.", e));
        } catch (RuntimeException e) {
            outcomes.end(new OutcomeUnknownException(
                    "Outcomes are no longer read: " + e.getMessage()
                            + " The journal has them; open another publisher to follow them again.",
                    e));
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(DeskTopic.JOURNAL.topicName())) {
            readEntry(record);
        } else {
            readRejection(record);
        }
    }

    private void readEntry(ConsumerRecord<byte[], byte[]> record) {
        try {
            JournalEntry entry = entries.decode(record.value());
            outcomes.read(
                    new Name(entry.getDesk(), entry.getActionId()),
                    new Place(
                            entry.getSource().getPartition(), entry.getSource().getOffset()),
                    new Outcome(entry, null));
        } catch (UndecodableException e) {
            outcomes.unreadable(
                    record.partition(),
                    new OutcomeUnknownException(
                            "The outcome may be at offset %d of %s, partition %d, which cannot be read: %s"
                                    .formatted(record.offset(), record.topic(), record.partition(), e.getMessage()),
                            e));
        }
    }

    private void readRejection(ConsumerRecord<byte[], byte[]> record) {
        Rejection rejection = Rejection.from(record.headers());
        nameOf(record.value())
                .ifPresent(name -> outcomes.read(
                        name,
                        new Place(rejection.partition(), rejection.offset()),
                        new Outcome(null, new ActionRejectedException(rejection))));
    }

    /** What cannot be decoded is another's: an action of this publisher can be, malformed or not. */
    private Optional<Name> nameOf(byte[] rejected) {
        try {
            DeskAction action = actions.decode(rejected);
            return Optional.of(new Name(action.getDesk(), action.getActionId()));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
