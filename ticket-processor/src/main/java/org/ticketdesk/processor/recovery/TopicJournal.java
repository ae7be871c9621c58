package org.ticketdesk.processor.recovery;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.processor.ProcessorRefusedException;
import org.ticketdesk.processor.state.DeskRow;

/** Reads the topics themselves, committed records only. Each call opens a consumer of its own. Thread-safe. */
public final class TopicJournal implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicJournal.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SAY_EVERY_MS = 5_000;

    private final DeskClients clients;
    private final Codec<JournalEntry> entries;
    private final Codec<DeskAction> actions;
    private final FoldProgress progress;
    private volatile boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param clients of the cluster
     * @param entries codec of the journal
     * @param actions codec of the log
     * @param progress told while state is found again
     */
    public TopicJournal(
            DeskClients clients, Codec<JournalEntry> entries, Codec<DeskAction> actions, FoldProgress progress) {
        this.clients = clients;
        this.entries = entries;
        this.actions = actions;
        this.progress = progress;
    }

    @Override
    public Map<String, RecoveredDesk> fold(int partition) {
        TopicPartition journal = new TopicPartition(DeskTopic.JOURNAL.topicName(), partition);
        Map<String, Folding> desks = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(List.of(journal));
            consumer.seekToBeginning(List.of(journal));
            long end = end(journal);
            long said = System.nanoTime();
            while (consumer.position(journal) < end) {
                progress.folded(partition, consumer.position(journal), end);
                for (ConsumerRecord<byte[], byte[]> record : poll(consumer)) {
                    JournalEntry entry = decode(record);
                    desks.computeIfAbsent(entry.getDesk(), desk -> new Folding())
                            .fold(entry);
                }
                if (System.nanoTime() - said > SAY_EVERY_MS * 1_000_000) {
                    said = System.nanoTime();
                    LOG.info("Finding state again from {}: {} of {}", journal, consumer.position(journal), end);
                }
            }
            progress.folded(partition, end, end);
        }
        Map<String, RecoveredDesk> recovered = new HashMap<>();
        desks.forEach((desk, folding) -> recovered.put(desk, folding.result()));
        return recovered;
    }

    @Override
    public void recognise(int partition, String desk, DeskRow row) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            recogniseLog(consumer, new TopicPartition(DeskTopic.ACTIONS.topicName(), partition), desk, row);
            recogniseJournal(consumer, new TopicPartition(DeskTopic.JOURNAL.topicName(), partition), desk, row);
        }
    }

    private void recogniseLog(Consumer<byte[], byte[]> consumer, TopicPartition log, String desk, DeskRow row) {
        consumer.assign(List.of(log));
        long end = consumer.endOffsets(List.of(log)).get(log);
        if (row.offset() >= end) {
            throw another(log, desk, row, "it ends before, at offset " + end);
        }
        if (row.offset() < consumer.beginningOffsets(List.of(log)).get(log)) {
            throw another(log, desk, row, "it begins later");
        }
        ConsumerRecord<byte[], byte[]> found = firstFrom(consumer, log, row.offset());
        if (found == null || found.offset() != row.offset() || !row.actionId().equals(actionId(found, desk))) {
            throw another(log, desk, row, "another record stands there");
        }
    }

    private void recogniseJournal(Consumer<byte[], byte[]> consumer, TopicPartition journal, String desk, DeskRow row) {
        consumer.assign(List.of(journal));
        ConsumerRecord<byte[], byte[]> last = last(consumer, journal);
        JournalEntry entry = last == null ? null : decode(last);
        if (entry == null
                || !entry.getDesk().equals(desk)
                || !Arrays.equals(entry.getHash().bytes(), row.hash())) {
            throw new ProcessorRefusedException("The journal " + journal + " ends with "
                    + (entry == null ? "nothing" : "entry " + entry.getSequence() + " of desk " + entry.getDesk())
                    + ", and the state here with entry " + row.head().sequence() + " of desk " + desk
                    + ": they are not of one story. Bring the journal back; or, when it is the journal that is right, stop all processors and run with"
                    + " another application id, and the state is found again from it.");
        }
    }

    private ConsumerRecord<byte[], byte[]> firstFrom(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.seek(partition, offset);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : poll(consumer)) {
                return record;
            }
        }
        return null;
    }

    /** The last record of a partition: marks of transactions follow it, so it is looked for from ever further back. */
    private ConsumerRecord<byte[], byte[]> last(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = end(partition);
        for (long back = 10; ; back *= 10) {
            long from = Math.max(beginning, end - back);
            ConsumerRecord<byte[], byte[]> last = null;
            consumer.seek(partition, from);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : poll(consumer)) {
                    last = record;
                }
            }
            if (last != null || from == beginning) {
                return last;
            }
        }
    }

    /**
     * Where a partition ends, with what is still in the air: a transaction that is committed may not have reached this partition
     * yet, and one of a processor that is gone may still be open. Whoever reads up to here waits until it has come down.
     */
    private long end(TopicPartition partition) {
        try (Admin admin = clients.admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("The end of " + partition + " could not be looked up", e.getCause());
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        if (closed) {
            throw new KafkaException("The processor is closing.");
        }
        return consumer.poll(POLL);
    }

    /** Ends what is being read, with a {@link KafkaException}: nobody waits for it any more. */
    @Override
    public void close() {
        closed = true;
    }

    private String actionId(ConsumerRecord<byte[], byte[]> record, String desk) {
        try {
            DeskAction action = actions.decode(record.value());
            return action.getDesk().equals(desk) ? action.getActionId() : null;
        } catch (UndecodableException e) {
            return null;
        }
    }

    private static ProcessorRefusedException another(TopicPartition log, String desk, DeskRow row, String found) {
        return new ProcessorRefusedException("The log " + log
                + " is not the one that this journal was decided from: action "
                + row.actionId() + " of desk " + desk + " was decided from offset " + row.offset() + ", but " + found
                + ". Bring the log back, or begin anew with an empty journal and another application id.");
    }

    private JournalEntry decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return entries.decode(record.value());
        } catch (UndecodableException e) {
            throw new ProcessorRefusedException(
                    "Journal record " + record.topic() + "-" + record.partition() + " at offset "
                            + record.offset() + " cannot be read (" + e.getMessage()
                            + "), so the state cannot be found again. Run the version of the software that wrote it.");
        }
    }

    private static final class Folding {
        private final InMemoryRows rows = new InMemoryRows();
        private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
        private JournalEntry last;
        private int rules;

        void fold(JournalEntry entry) {
            if (entry.getSequence() != desk.sequence() + 1) {
                throw new ProcessorRefusedException("The journal of desk " + entry.getDesk() + " has entry "
                        + entry.getSequence() + " where " + (desk.sequence() + 1)
                        + " was expected, so the state cannot be found again. Bring the journal back whole.");
            }
            if (entry.getRules() > Rulebook.VERSION) {
                throw newerRules(entry.getDesk(), entry.getRules());
            }
            boolean isTimer = entry.getType().equals(FireTimer.class.getSimpleName());
            desk.apply(
                    entry.getAt().toEpochMilli(), new ActionId(entry.getActionId()), !isTimer, Entries.outcome(entry));
            rules = Math.max(rules, entry.getRules());
            last = entry;
        }

        RecoveredDesk result() {
            DeskRow row = new DeskRow(
                    desk.head(),
                    last.getSource().getOffset(),
                    last.getActionId(),
                    rules,
                    last.getHash().bytes(),
                    rows.firsts().values().stream()
                                    .mapToLong(DeskRows.First::sequence)
                                    .min()
                                    .orElse(desk.sequence() + 1)
                            - 1);
            return new RecoveredDesk(row, rows);
        }
    }

    /** An older binary refuses to decide a desk for which newer rules have decided. */
    public static ProcessorRefusedException newerRules(String desk, int rules) {
        return new ProcessorRefusedException("Desk " + desk + " was last decided by version " + rules
                + " of the rules, and this processor has version " + Rulebook.VERSION
                + ". Run the newer version of the software.");
    }
}
