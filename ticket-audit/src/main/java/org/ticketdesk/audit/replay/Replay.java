package org.ticketdesk.audit.replay;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.RejectedException;
import org.ticketdesk.mapping.Requests;
import org.ticketdesk.mapping.TicketRecords;

/**
 * Decides a log again, in memory: what the journal and the status topic must say of it, byte for byte. Needs no clock and no
 * broker. Not thread-safe.
 */
public final class Replay {
    private final ActionReader reader;
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<String, InMemoryRows> rows = new TreeMap<>();
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final Map<String, Map<TicketId, Ticket>> tickets = new HashMap<>();

    /**
     * What must follow from one action.
     *
     * @param action as published
     * @param decision what the rulebook says
     * @param entry the bytes of its journal entry
     * @param changes the status changes, in order
     */
    public record Expected(DeskAction action, Decision decision, byte[] entry, List<TicketStatusChanged> changes) {}

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
     * Decides the next record of the log; records of one partition come in their order.
     *
     * @param record as it stands in the log
     * @return what must follow; empty when the record is no action
     */
    public Optional<Expected> fold(ConsumerRecord<byte[], byte[]> record) {
        DeskAction action;
        try {
            action = reader.read(record.key(), record.value(), record.partition());
        } catch (RejectedException e) {
            return Optional.empty();
        }
        Desk desk = desks.computeIfAbsent(action.getDesk(), this::open);
        Decision decision = Rulebook.decide(desk, Requests.of(action), record.timestamp());
        JournalEntry entry = Entries.of(action, decision, record.partition(), record.offset());
        byte[] bytes = Chain.encode(entry, hashes.getOrDefault(action.getDesk(), Chain.start()), record.value());
        hashes.put(action.getDesk(), entry.getHash().bytes());
        Map<TicketId, Ticket> known = tickets.computeIfAbsent(action.getDesk(), id -> new HashMap<>());
        List<TicketStatusChanged> changes = TicketRecords.changes(action, decision, known::get, desk::ticket);
        remember(known, desk, decision);
        return Optional.of(new Expected(action, decision, bytes, changes));
    }

    private Desk open(String id) {
        InMemoryRows mine = new InMemoryRows();
        rows.put(id, mine);
        return new Desk(mine, Head.OF_A_NEW_DESK);
    }

    private static void remember(Map<TicketId, Ticket> known, Desk desk, Decision decision) {
        if (decision.outcome() instanceof Outcome.Accepted accepted) {
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed) {
                    known.put(changed.ticket(), desk.ticket(changed.ticket()));
                } else if (fact instanceof Fact.AssigneeChanged changed) {
                    known.put(changed.ticket(), desk.ticket(changed.ticket()));
                }
            }
        }
    }

    /** The desks as they are after what was folded, by id; a view. */
    public Map<String, Desk> desks() {
        return Collections.unmodifiableMap(desks);
    }

    /** The rows of the desks, by id; a view. */
    public Map<String, InMemoryRows> rows() {
        return Collections.unmodifiableMap(rows);
    }
}
