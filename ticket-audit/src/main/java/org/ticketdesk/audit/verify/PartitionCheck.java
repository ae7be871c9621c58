package org.ticketdesk.audit.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.EntryHead;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.replay.LateSchemas;
import org.ticketdesk.audit.replay.Replay.Expected;
import org.ticketdesk.core.rules.Invariants;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/**
 * Decides one partition of the log again and compares what came of it. The journal's end is looked up first, then the log's, then
 * those of the other topics: a processor that runs meanwhile makes no finding, only actions that are not decided yet, and records
 * that are ahead of the journal as it was. For one thread; progress may be asked for by another.
 */
final class PartitionCheck {
    private static final int BETWEEN_REPORTS = 1_023;

    private final Archive archive;
    private final Codecs codecs;
    private final VerifyOptions options;
    private final List<Comparer> comparers;
    private final int partition;
    private final ActionReader reader;
    private final LateSchemas lateSchemas;
    private final Map<String, DeskCheck> desks = new HashMap<>();
    private final Findings findings;
    private final SealCheck seal;
    private final Offsets noActions = new Offsets();
    private final RowCounts rows = new RowCounts();
    private long actions;
    private long entries;
    private long undecided;
    private long changes;
    private long snapshots;
    private long ahead;
    private long decidedThrough = -1;
    private long logEnd;
    private volatile long readTo;
    private volatile long readActions;
    private volatile long readEnd = -1;

    PartitionCheck(
            Archive archive,
            Codecs codecs,
            VerifyOptions options,
            List<Comparer> comparers,
            SealCheck seal,
            int partition,
            int partitions) {
        this.archive = archive;
        this.codecs = codecs;
        this.options = options;
        this.comparers = comparers;
        this.seal = seal;
        this.partition = partition;
        this.reader = new ActionReader(codecs.actions(), partitions);
        this.lateSchemas = new LateSchemas(codecs.actions());
        this.findings = new Findings(options.desk(), options.since());
    }

    /** Reads the partition from its beginning to where it ends now. */
    void run() {
        try (Records journal = archive.open(DeskTopic.JOURNAL, partition);
                Records log = archive.open(DeskTopic.ACTIONS, partition)) {
            logEnd = log.end();
            readEnd = logEnd;
            JournalCheck entriesCheck = new JournalCheck(journal, codecs.entries(), options.rules(), desks, findings);
            if (archive.has(DeskTopic.STATUS_CHANGED)) {
                try (Records status = archive.open(DeskTopic.STATUS_CHANGED, partition)) {
                    StatusCheck statusCheck = new StatusCheck(partition, status, codecs.changes(), desks, findings);
                    compare(log, entriesCheck, statusCheck);
                    statusCheck.end();
                    changes = statusCheck.compared();
                    ahead += statusCheck.ahead();
                }
            } else {
                compare(log, entriesCheck, null);
            }
            if (archive.has(DeskTopic.TICKETS)) {
                try (Records tickets = archive.open(DeskTopic.TICKETS, partition)) {
                    SnapshotCheck check = new SnapshotCheck(codecs.snapshots(), desks, findings);
                    check.compare(partition, tickets);
                    snapshots = check.compared();
                    ahead += check.ahead();
                }
            }
            if (desks.values().stream().anyMatch(desk -> desk.ahead != null)) {
                new AheadCheck(codecs.entries(), desks, findings)
                        .compare(archive.open(DeskTopic.JOURNAL, partition), journal.end());
            }
        }
        desks.values().forEach(this::invariants);
    }

    private void compare(Records log, JournalCheck journal, StatusCheck status) {
        while (log.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = log.next();
            next(record, journal, status);
            if ((record.offset() & BETWEEN_REPORTS) == 0) {
                readTo = record.offset();
                readActions = actions;
            }
        }
        readTo = logEnd;
        readActions = actions;
        journal.end();
    }

    private void next(ConsumerRecord<byte[], byte[]> record, JournalCheck journal, StatusCheck status) {
        DeskAction action;
        try {
            action = reader.read(record.key(), record.value(), partition);
        } catch (RejectedException e) {
            noActions.add(record.offset());
            return;
        } catch (UndecodableException e) {
            newerThanThis(record, Keys.text(record.key()), journal, e.getMessage());
            return;
        }
        if (lateSchemas.mayHaveWritten(record.value()) && !journal.isNext(record)) {
            // Rejected before its schema was published; that it was, is compared with the other rejected.
            noActions.add(record.offset());
            return;
        }
        actions++;
        if (journal.isAtEnd()) {
            undecided++;
            return;
        }
        DeskCheck desk = desk(action.getDesk());
        if (desk.lost) {
            pass(record, desk, action.getTicket(), journal);
            return;
        }
        Expected expected = desk.refolded.decide(action, record, rules(desk, record, journal));
        byte[] entry = journal.take(record, desk, expected);
        if (entry != null) {
            entries++;
            decidedThrough = record.offset();
            seal.entry(desk, desk.sequence(), entry);
        }
        for (Comparer comparer : comparers) {
            comparer.next(
                    partition,
                    desk.id(),
                    action.getTicket(),
                    desk.sequence(),
                    entry == null ? expected.entry() : entry);
        }
        if (status != null) {
            for (TicketStatusChanged change : expected.changes()) {
                status.take(desk, change);
            }
        }
        rows.add(expected.decision().outcome());
    }

    private DeskCheck desk(String id) {
        DeskCheck desk = desks.get(id);
        if (desk == null) {
            desk = new DeskCheck(id, seal.headOf(id));
            desks.put(id, desk);
        }
        return desk;
    }

    /** By the version that the entry says, if it is one that may follow and is known; else by those before. */
    private Rules rules(DeskCheck desk, ConsumerRecord<byte[], byte[]> record, JournalCheck journal) {
        int said = journal.nextRules();
        if (said > desk.rules && journal.isNext(desk.id(), desk.sequence() + 1, record)) {
            Optional<Rules> known = options.rules().apply(said);
            if (known.isPresent()) {
                desk.rules = said;
                desk.decidedBy = known.get();
            }
        }
        return desk.decidedBy;
    }

    private void newerThanThis(ConsumerRecord<byte[], byte[]> record, String id, JournalCheck journal, String message) {
        if (journal.isAtEnd()) {
            undecided++;
            return;
        }
        DeskCheck desk = desk(id);
        desk.lost = true;
        pass(record, desk, null, journal);
        findings.add(
                id,
                () -> new Finding(
                        id,
                        record.topic(),
                        partition,
                        record.offset(),
                        null,
                        record.timestamp(),
                        "the action",
                        "one that this version knows: verify with the software that wrote it, or newer",
                        "a newer one (" + message + ")"));
    }

    private void pass(ConsumerRecord<byte[], byte[]> record, DeskCheck desk, String ticket, JournalCheck journal) {
        byte[] entry = journal.pass(record);
        if (entry == null) {
            return;
        }
        decidedThrough = record.offset();
        long sequence = EntryHead.of(entry, codecs.entries()).sequence();
        seal.entry(desk, sequence, entry);
        comparers.forEach(comparer -> comparer.next(partition, desk.id(), ticket, sequence, entry));
    }

    private void invariants(DeskCheck desk) {
        if (desk.lost) {
            return;
        }
        for (String violation : Invariants.violations(desk.refolded.desk(), desk.refolded.rows())) {
            findings.add(new Finding(
                    desk.id(),
                    DeskTopic.ACTIONS.topicName(),
                    partition,
                    null,
                    desk.sequence(),
                    desk.at(),
                    "the desk as it is in the end",
                    "what must always hold",
                    violation.replaceFirst("\\.$", "")));
        }
    }

    int partition() {
        return partition;
    }

    Findings findings() {
        return findings;
    }

    Map<String, DeskCheck> desks() {
        return desks;
    }

    /** The offsets of the records that are no actions. */
    Offsets noActions() {
        return noActions;
    }

    /** The offset of the last action that has an entry. */
    long decidedThrough() {
        return decidedThrough;
    }

    long logEnd() {
        return logEnd;
    }

    void addTo(Counts counts) {
        counts.desks +=
                desks.values().stream().filter(desk -> desk.sequence() > 0).count();
        counts.actions += actions;
        counts.rejected += noActions.size();
        counts.entries += entries;
        counts.undecided += undecided;
        counts.statusChanges += changes;
        counts.snapshots += snapshots;
        counts.ahead += ahead;
        rows.addTo(counts.rows);
    }

    /** What part was read, from 0 to 1. */
    double part() {
        long end = readEnd;
        return end < 0 ? 0 : end == 0 ? 1 : (double) readTo / end;
    }

    long readActions() {
        return readActions;
    }
}
