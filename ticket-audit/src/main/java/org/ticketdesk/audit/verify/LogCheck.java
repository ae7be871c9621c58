package org.ticketdesk.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.rules.Invariants;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.mapping.TicketRecords;

/**
 * Decides the whole log again and compares, record by record, with what the processor wrote: every action has exactly one journal
 * entry, in its order and byte for byte the one it must be; no status change is lost, doubled or out of order; what is no action
 * was rejected, once; and the latest snapshot of each ticket is the ticket.
 */
public final class LogCheck {
    private static final int MOST_FINDINGS = 20;

    private final Archive archive;
    private final List<String> findings = new ArrayList<>();
    private final Map<Place, Integer> rejections = new HashMap<>();
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

    private record Place(int partition, long offset) {
        @Override
        public String toString() {
            return partition + " at offset " + offset;
        }
    }

    private LogCheck(Archive archive) {
        this.archive = archive;
    }

    /**
     * Reads all partitions from their beginning to where they end now. The processor should have read the log to its end.
     *
     * @param clients of the cluster
     */
    public static Report run(DeskClients clients) {
        try (Archive archive = TopicArchive.of(clients)) {
            return new LogCheck(archive).run();
        }
    }

    private Report run() {
        int partitions = archive.partitions(DeskTopic.ACTIONS);
        readRejected();
        Codec<DeskAction> actionsOf = Codec.of(DeskAction.class, archive.schemas());
        for (int partition = 0; partition < partitions; partition++) {
            partition(new Replay(actionsOf, partitions), partition);
        }
        rejections.forEach((place, times) -> found("desk-actions-" + place + " was rejected, and is an action"));
        return new Report(actions, rejected, changes, rows, List.copyOf(findings));
    }

    private void readRejected() {
        for (int partition = 0; partition < archive.partitions(DeskTopic.REJECTED); partition++) {
            try (Records reader = archive.open(DeskTopic.REJECTED, partition)) {
                reader.forEachRemaining(record -> {
                    Rejection rejection = Rejection.from(record.headers());
                    rejections.merge(new Place(rejection.partition(), rejection.offset()), 1, Integer::sum);
                });
            }
        }
    }

    private void partition(Replay replay, int partition) {
        try (Records log = archive.open(DeskTopic.ACTIONS, partition);
                Records journal = archive.open(DeskTopic.JOURNAL, partition);
                Records status = archive.open(DeskTopic.STATUS_CHANGED, partition)) {
            while (log.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = log.next();
                Optional<Replay.Expected> expected = replay.fold(record);
                if (expected.isPresent()) {
                    actions++;
                    compare(record, expected.get(), journal, status);
                    count(expected.get());
                } else {
                    rejected++;
                    Integer times = rejections.remove(new Place(partition, record.offset()));
                    if (times == null || times != 1) {
                        found(record.topic() + "-" + partition + " at offset " + record.offset()
                                + " is no action, and was rejected " + (times == null ? 0 : times) + " times");
                    }
                }
            }
            nothingFollows(journal, "journal entry");
            nothingFollows(status, "status change");
        }
        snapshots(replay, partition);
        for (Map.Entry<String, Desk> desk : replay.desks().entrySet()) {
            for (String violation :
                    Invariants.violations(desk.getValue(), replay.rows().get(desk.getKey()))) {
                found("desk " + desk.getKey() + ": " + violation);
            }
        }
    }

    private void compare(
            ConsumerRecord<byte[], byte[]> action, Replay.Expected expected, Records journal, Records status) {
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

    private void snapshots(Replay replay, int partition) {
        Map<String, TicketSnapshot> latest = new HashMap<>();
        try (Records tickets = archive.open(DeskTopic.TICKETS, partition)) {
            tickets.forEachRemaining(record -> latest.put(
                    new String(record.key(), StandardCharsets.US_ASCII), Codec.TICKET_SNAPSHOT.decode(record.value())));
        }
        replay.rows().forEach((desk, rows) -> {
            for (Ticket ticket : rows.tickets()) {
                TicketSnapshot found = latest.remove(desk + "/" + ticket.id());
                if (found == null || !found.equals(TicketRecords.snapshot(desk, found.getSequence(), ticket))) {
                    found("the latest snapshot of ticket " + desk + "/" + ticket.id() + " is not the ticket");
                }
            }
        });
        latest.keySet().forEach(key -> found("there is a snapshot of ticket " + key + ", which was never opened"));
    }

    private void nothingFollows(Records topic, String what) {
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
