package org.ticketdesk.processor.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.rules.Invariants;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TopicAdmin;

/**
 * Decides the whole log again and compares, record by record, with the journal and the status topic: every action has exactly
 * one entry, in its order and byte for byte the one it must be, and no status change is lost, doubled or out of order.
 */
public final class LogCheck {
    private static final int MOST_FINDINGS = 20;

    private final DeskClients clients;
    private final List<String> findings = new ArrayList<>();
    private final Map<Row, Long> rows = new EnumMap<>(Row.class);
    private long actions;
    private long rejected;
    private long changes;

    /**
     * What was found.
     *
     * @param actions well-formed actions in the log, timers too
     * @param rejected records in the log that are no actions
     * @param statusChanges that the actions led to
     * @param rows how often each row was taken; R10 where R12 and R1 of one ticket stand in one entry
     * @param findings what is not as it must be, in sentences, the first twenty; empty when all is well
     */
    public record Report(long actions, long rejected, long statusChanges, Map<Row, Long> rows, List<String> findings) {}

    private LogCheck(DeskClients clients) {
        this.clients = clients;
    }

    /**
     * Reads all partitions from their beginning to where they end now. The processor should have read the log to its end.
     *
     * @param clients of the cluster
     */
    public static Report run(DeskClients clients) {
        LogCheck check = new LogCheck(clients);
        int partitions;
        try (Admin admin = clients.admin()) {
            partitions = TopicAdmin.check(admin);
        }
        for (int partition = 0; partition < partitions; partition++) {
            check.partition(partition, partitions);
        }
        return new Report(check.actions, check.rejected, check.changes, check.rows, List.copyOf(check.findings));
    }

    private void partition(int partition, int partitions) {
        Replay replay = new Replay(Codec.of(DeskAction.class, new SchemaTopic(clients)), partitions);
        try (PartitionReader log = new PartitionReader(clients, DeskTopic.ACTIONS, partition);
                PartitionReader journal = new PartitionReader(clients, DeskTopic.JOURNAL, partition);
                PartitionReader status = new PartitionReader(clients, DeskTopic.STATUS_CHANGED, partition)) {
            while (log.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = log.next();
                Optional<Replay.Expected> expected = replay.fold(record);
                if (expected.isPresent()) {
                    actions++;
                    compare(record, expected.get(), journal, status);
                    count(expected.get());
                } else {
                    rejected++;
                }
            }
            nothingFollows(journal, "journal entry");
            nothingFollows(status, "status change");
        }
        for (Map.Entry<String, Desk> desk : replay.desks().entrySet()) {
            for (String violation :
                    Invariants.violations(desk.getValue(), replay.rows().get(desk.getKey()))) {
                found("desk " + desk.getKey() + ": " + violation);
            }
        }
    }

    private void compare(
            ConsumerRecord<byte[], byte[]> action,
            Replay.Expected expected,
            PartitionReader journal,
            PartitionReader status) {
        String place = action.topic() + "-" + action.partition() + " at offset " + action.offset();
        if (!journal.hasNext()) {
            found(place + ": action " + expected.action().getActionId() + " has no journal entry");
        } else if (!Arrays.equals(journal.next().value(), expected.entry())) {
            JournalEntry entry = Codec.JOURNAL_ENTRY.decode(expected.entry());
            found(place + ": the journal entry differs from entry " + entry.getSequence() + " of desk "
                    + entry.getDesk() + " as the rulebook decides it");
        }
        for (TicketStatusChanged change : expected.changes()) {
            changes++;
            if (!status.hasNext()) {
                found(place + ": the status change of ticket " + change.getTicket() + " by " + change.getRow()
                        + " is lost");
            } else if (!Arrays.equals(status.next().value(), Codec.TICKET_STATUS_CHANGED.encode(change))) {
                found(place + ": the status change of ticket " + change.getTicket() + " by " + change.getRow()
                        + " is not what stands in the topic next");
            }
        }
    }

    private void nothingFollows(PartitionReader topic, String what) {
        if (topic.hasNext()) {
            ConsumerRecord<byte[], byte[]> more = topic.next();
            found("a " + what + " follows for which there is no action: " + more.topic() + "-" + more.partition()
                    + " at offset " + more.offset());
        }
    }

    private void count(Replay.Expected expected) {
        if (expected.decision().outcome() instanceof Outcome.Accepted accepted) {
            Fact.StatusChanged before = null;
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed) {
                    rows.merge(changed.row(), 1L, Long::sum);
                    if (before != null
                            && before.row() == Row.R12
                            && changed.row() == Row.R1
                            && before.ticket().equals(changed.ticket())) {
                        rows.merge(Row.R10, 1L, Long::sum);
                    }
                    before = changed;
                }
            }
        }
    }

    private void found(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
