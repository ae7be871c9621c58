package org.ticketdesk.processor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.events.topics.TraceContext;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.RecordHeaders;
import org.ticketdesk.mapping.RejectedException;
import org.ticketdesk.mapping.Requests;
import org.ticketdesk.mapping.TicketRecords;
import org.ticketdesk.processor.recovery.RecoveredDesk;
import org.ticketdesk.processor.recovery.TopicJournal;
import org.ticketdesk.processor.state.DeskRow;
import org.ticketdesk.processor.state.RowCodec;
import org.ticketdesk.processor.state.StoreRows;
import org.ticketdesk.processor.timers.BrokerClock;
import org.ticketdesk.processor.timers.DeskTimers;

/**
 * The fold: takes the actions of one partition in their order, has each decided, and writes the desk's rows, the journal entry
 * and what follows from it, all in one transaction. Used by the task's thread only.
 */
final class Decide implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(Decide.class);

    private final ProcessorParts parts;
    private final RowCodec codec = new RowCodec();
    private final Map<String, OpenDesk> desks = new HashMap<>();
    private DeskTimers timers;
    private BrokerClock brokerClock;
    private Cancellable clockWatch;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> rows;
    private Map<String, RecoveredDesk> toWrite;
    private int partition;
    private long readThrough;
    private TraceContext trace;

    Decide(ProcessorParts parts) {
        this.parts = parts;
    }

    /** Called again on the same object when Streams revives a task whose transaction was aborted: nothing is kept. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.partition = context.taskId().partition();
        this.rows = context.getStateStore(StoreRows.STORE);
        this.brokerClock = new BrokerClock();
        this.timers = new DeskTimers(parts.timerSink(), brokerClock);
        this.toWrite = Map.of();
        this.readThrough = -1;
        desks.clear();
        Map<String, DeskRow> known = StoreRows.desks(rows, codec);
        known.forEach((id, row) -> desks.put(id, open(id, row)));
        if (known.isEmpty()) {
            toWrite = parts.journal().fold(partition);
            toWrite.forEach((id, recovered) -> known.put(id, recovered.row()));
        }
        known.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparingLong(DeskRow::offset)))
                .ifPresent(last -> parts.journal().recognise(partition, last.getKey(), last.getValue()));
        clockWatch = context.schedule(
                Duration.ofMillis(parts.timerCheckMs()), PunctuationType.WALL_CLOCK_TIME, this::watchClocks);
    }

    @Override
    public void close() {
        clockWatch.cancel();
        parts.stats().left(partition);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        writeRecovered();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        brokerClock.read(record.timestamp(), context.currentSystemTimeMs());
        if (place.offset() <= readThrough) {
            parts.stats().passedOver();
            return;
        }
        readThrough = place.offset();
        try {
            long began = System.nanoTime();
            DeskAction action = parts.reader().read(record.key(), record.value(), partition);
            decideOrTell(action, record, place.offset(), began);
        } catch (RejectedException e) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", place.offset())
                    .log(
                            "Offset {} of partition {} is no action, and is rejected: {}",
                            place.offset(),
                            partition,
                            e.getMessage());
            reject(record, place.offset(), e);
        } catch (UndecodableException e) {
            LOG.atError()
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", place.offset())
                    .log("The action at offset {} of partition {} is of a newer version", place.offset(), partition);
            throw new ProcessorRefusedException("The action at offset " + place.offset() + " of partition " + partition
                    + " of " + DeskTopic.ACTIONS.topicName() + " asks for what this version does not know ("
                    + e.getMessage() + "). Nothing of it was decided, and the partition stands here: run the newer"
                    + " version of the processor, and upgrade processors before publishers.");
        }
    }

    /** What Kafka throws is not the action's; of anything else the log says which action it was. */
    private void decideOrTell(DeskAction action, Record<byte[], byte[]> record, long offset, long began) {
        try {
            decide(action, record, offset, began);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            OpenDesk open = desks.get(action.getDesk());
            LOG.atError()
                    .addKeyValue("desk", action.getDesk())
                    .addKeyValue("ticket", action.getTicket())
                    .addKeyValue("actionId", action.getActionId())
                    .addKeyValue(
                            "sequence", open == null ? null : open.row.head().sequence() + 1)
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", offset)
                    .log(
                            "Action {} of desk {} at offset {} of partition {} cannot be decided: {}",
                            action.getActionId(),
                            action.getDesk(),
                            offset,
                            partition,
                            e.toString());
            throw e;
        }
    }

    private void decide(DeskAction action, Record<byte[], byte[]> record, long offset, long began) {
        trace = TraceContext.from(record.headers()).orElse(null);
        OpenDesk open = desks.computeIfAbsent(action.getDesk(), id -> open(id, DeskRow.ofANewDesk()));
        Request request = Requests.of(action);
        Decision decision = Rulebook.decide(open.desk, request, record.timestamp());

        JournalEntry entry = Entries.of(action, decision, partition, offset);
        byte[] bytes = Chain.encode(parts.outputs().entries(), entry, open.row.hash(), record.value());
        if (bytes.length > DeskTopic.MAX_RECORD_BYTES) {
            throw new ProcessorRefusedException("Action " + action.getActionId() + " of desk " + action.getDesk()
                    + " at offset " + offset + " of partition " + partition
                    + " moves so many tickets that its journal entry has "
                    + bytes.length + " bytes; a record has at most " + DeskTopic.MAX_RECORD_BYTES
                    + ". Nothing was decided; the partition stands here until a version with a higher bound runs.");
        }
        forward(
                DeskTopology.JOURNAL,
                record.key(),
                bytes,
                decision,
                RecordHeaders.of(entry, action, parts.outputs().entries().framing()));
        tellOfTickets(action, decision, open.rows.changed());
        open.rows.flush();
        open.row = new DeskRow(
                open.desk.head(),
                offset,
                action.getActionId(),
                Rulebook.VERSION,
                entry.getHash().bytes(),
                open.rows.lookedThrough());
        open.rows.put(open.row);
        parts.stats().decided(entry, System.nanoTime() - began, record.timestamp());
        countTimer(request, decision);
    }

    private void tellOfTickets(DeskAction action, Decision decision, List<StoreRows.Held> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Map<TicketId, Ticket> before = new HashMap<>();
        Map<TicketId, Ticket> after = new LinkedHashMap<>();
        for (StoreRows.Held ticket : changed) {
            after.put(ticket.after().id(), ticket.after());
            if (ticket.before() != null) {
                before.put(ticket.after().id(), ticket.before());
            }
        }
        String desk = action.getDesk();
        Codec<TicketStatusChanged> changes = parts.outputs().changes();
        Codec<TicketSnapshot> snapshots = parts.outputs().snapshots();
        for (TicketStatusChanged change : TicketRecords.changes(action, decision, before::get, after::get)) {
            byte[] key = key(desk, change.getTicket());
            forward(
                    DeskTopology.STATUS_CHANGED,
                    key,
                    changes.encode(change),
                    decision,
                    RecordHeaders.of(change, changes.framing()));
            if (parts.jsonMirror()) {
                forward(
                        DeskTopology.STATUS_CHANGED_JSON,
                        key,
                        JsonForm.write(change).getBytes(StandardCharsets.UTF_8),
                        decision,
                        RecordHeaders.ofJson(change));
            }
        }
        for (StoreRows.Held ticket : changed) {
            if (TicketRecords.saysMore(ticket.before(), ticket.after())) {
                TicketSnapshot snapshot = TicketRecords.snapshot(desk, decision.sequence(), ticket.after());
                byte[] key = key(desk, ticket.after().id().value());
                forward(
                        DeskTopology.TICKETS,
                        key,
                        snapshots.encode(snapshot),
                        decision,
                        RecordHeaders.of(snapshot, decision.at(), snapshots.framing()));
            }
        }
    }

    private void forward(String sink, byte[] key, byte[] value, Decision decision, Headers headers) {
        if (trace != null) {
            trace.writeTo(headers);
        }
        context.forward(new Record<>(key, value, decision.at(), headers), sink);
    }

    private void reject(Record<byte[], byte[]> record, long offset, RejectedException flawed) {
        new Rejection(flawed.getMessage(), partition, offset).writeTo(record.headers());
        context.forward(record, DeskTopology.REJECTED);
        parts.stats().rejected(flawed.flaw());
    }

    private void countTimer(Request request, Decision decision) {
        if (request.action() instanceof Action.FireTimer timer
                && decision.outcome() instanceof Outcome.Accepted accepted) {
            if (accepted.facts().getFirst() instanceof Fact.TimerDismissed) {
                parts.stats().timerDismissed();
            } else {
                parts.stats().timerFired(decision.at() - timer.deadline());
            }
        }
    }

    /** Looks up what has run out, and has it published as actions: nothing is decided here. */
    private void watchClocks(long now) {
        writeRecovered();
        timers.settle(readThrough, desk -> desks.get(desk).desk);
        if (parts.lag().isCaughtUp(partition, readThrough)) {
            Collection<DeskTimers.Watched> watched = new ArrayList<>(desks.size());
            desks.forEach((id, open) -> watched.add(new DeskTimers.Watched(id, open.desk)));
            parts.stats().timersPublished(timers.fire(watched, now));
        }
        int armed = 0;
        for (OpenDesk open : desks.values()) {
            open.rows.flush();
            armed += open.desk.timersArmed();
        }
        parts.stats().timersArmed(partition, armed);
    }

    private OpenDesk open(String id, DeskRow row) {
        if (row.rules() > Rulebook.VERSION) {
            throw TopicJournal.newerRules(id, row.rules());
        }
        StoreRows mine = new StoreRows(id, codec, rows, row.head().sequence(), row.forgotten());
        readThrough = Math.max(readThrough, row.offset());
        return new OpenDesk(mine, new Desk(mine, row.head()), row);
    }

    /** State that was found again from the journal is written with the first record or tick: before that no transaction is open. */
    private void writeRecovered() {
        if (toWrite.isEmpty()) {
            return;
        }
        toWrite.forEach((id, recovered) -> {
            DeskRow row = recovered.row();
            StoreRows mine = new StoreRows(id, codec, rows, row.head().sequence(), row.forgotten());
            mine.putAll(recovered.rows());
            mine.put(row);
            desks.put(id, open(id, row));
            parts.stats().entriesRecovered(row.head().sequence());
        });
        toWrite = Map.of();
    }

    private static byte[] key(String desk, String ticket) {
        return (desk + '/' + ticket).getBytes(StandardCharsets.US_ASCII);
    }

    private static final class OpenDesk {
        private final StoreRows rows;
        private final Desk desk;
        private DeskRow row;

        OpenDesk(StoreRows rows, Desk desk, DeskRow row) {
            this.rows = rows;
            this.desk = desk;
            this.row = row;
        }
    }
}
