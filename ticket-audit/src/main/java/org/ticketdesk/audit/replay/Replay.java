package org.ticketdesk.audit.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/**
 * Decides a log again, in memory: what the journal and the status topic must say of it, byte for byte. Needs no clock and no
 * broker. Not thread-safe.
 */
public final class Replay {
    private final ActionReader reader;
    private final Map<String, RefoldedDesk> desks = new TreeMap<>();

    /**
     * What must follow from one action.
     *
     * @param action as published
     * @param decision what the rulebook says
     * @param written its journal entry
     * @param entry the bytes of its journal entry, in single-object encoding
     * @param previousHash of the entry before it, to which it is linked
     * @param changes the status changes, in order
     */
    public record Expected(
            DeskAction action,
            Decision decision,
            JournalEntry written,
            byte[] entry,
            byte[] previousHash,
            List<TicketStatusChanged> changes) {}

    /**
     * Begins with no desk.
     *
     * @param actions codec of the log
     * @param partitions of the log
     */
    public Replay(Codec<DeskAction> actions, int partitions) {
        this.reader = new ActionReader(actions, partitions);
    }

    /**
     * Decides the next record of the log by the rules in force; records of one partition come in their order.
     *
     * @param record as it stands in the log
     * @return what must follow; empty when the record is no action
     */
    public Optional<Expected> fold(ConsumerRecord<byte[], byte[]> record) {
        return fold(record, Rulebook::decide);
    }

    /**
     * Decides the next record of the log; records of one partition come in their order.
     *
     * @param record as it stands in the log
     * @param rules those by which it is decided
     * @return what must follow; empty when the record is no action
     */
    public Optional<Expected> fold(ConsumerRecord<byte[], byte[]> record, Rules rules) {
        try {
            DeskAction action = reader.read(record.key(), record.value(), record.partition());
            return Optional.of(
                    desks.computeIfAbsent(action.getDesk(), RefoldedDesk::new).decide(action, record, rules));
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    /** The desks as they are after what was folded, by id. */
    public Map<String, Desk> desks() {
        Map<String, Desk> all = new TreeMap<>();
        desks.forEach((id, desk) -> all.put(id, desk.desk()));
        return all;
    }

    /** The rows of the desks, by id. */
    public Map<String, InMemoryRows> rows() {
        Map<String, InMemoryRows> all = new TreeMap<>();
        desks.forEach((id, desk) -> all.put(id, desk.rows()));
        return all;
    }
}
