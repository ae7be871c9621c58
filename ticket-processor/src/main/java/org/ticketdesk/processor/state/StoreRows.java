package org.ticketdesk.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * The rows of one desk in the task's state stores. What a decision writes is held until {@link #flush}, so that a ticket that
 * moves three times in one decision is one row, and so that what it was before can be told. Used by the task's thread only.
 */
public final class StoreRows implements DeskRows {
    private final Keys keys;
    private final RowCodec codec;
    private final KeyValueStore<Bytes, byte[]> open;
    private final KeyValueStore<Bytes, byte[]> closed;
    private final KeyValueStore<Bytes, byte[]> agents;
    private final KeyValueStore<Bytes, byte[]> ids;
    private final Map<TicketId, Held> held = new LinkedHashMap<>();
    private final Map<AgentId, Agent> changedAgents = new LinkedHashMap<>();
    private long lastRemembered;
    private long lookedThrough;
    private long oldestAt = Long.MIN_VALUE;

    /**
     * A ticket that the decision has read.
     *
     * @param before as it was; null when it was not
     * @param after as it is; the same object when it has not changed
     */
    public record Held(Ticket before, Ticket after) {}

    /**
     * Opens the rows of a desk.
     *
     * @param desk its id
     * @param codec of the rows
     * @param stores by name, see {@link Stores}
     * @param sequence of the desk's last entry
     * @param lookedThrough up to which sequence the memory of action ids has been looked through
     */
    public StoreRows(
            String desk, RowCodec codec, Function<String, StateStore> stores, long sequence, long lookedThrough) {
        this.keys = new Keys(desk);
        this.codec = codec;
        this.open = store(stores, Stores.OPEN_TICKETS);
        this.closed = store(stores, Stores.CLOSED_TICKETS);
        this.agents = store(stores, Stores.AGENTS);
        this.ids = store(stores, Stores.ACTION_IDS);
        this.lastRemembered = sequence;
        this.lookedThrough = lookedThrough;
    }

    /** The store of this name, as what the topology made it. */
    @SuppressWarnings("unchecked")
    public static KeyValueStore<Bytes, byte[]> store(Function<String, StateStore> stores, String name) {
        return (KeyValueStore<Bytes, byte[]>) stores.apply(name);
    }

    @Override
    public Ticket ticket(TicketId id) {
        return held(id).after;
    }

    @Override
    public void put(Ticket ticket) {
        held.put(ticket.id(), new Held(held(ticket.id()).before, ticket));
    }

    @Override
    public void put(Agent agent) {
        changedAgents.put(agent.id(), agent);
    }

    @Override
    public void remove(AgentId agent) {
        changedAgents.put(agent, null);
    }

    @Override
    public First first(ActionId id) {
        byte[] row = ids.get(keys.of(id.value()));
        return row == null ? null : first(row);
    }

    @Override
    public void remember(ActionId id, First first) {
        ids.put(
                keys.of(id.value()),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(first.sequence())
                        .putLong(first.at())
                        .array());
        ids.put(keys.of(first.sequence()), id.value().getBytes(StandardCharsets.US_ASCII));
        lastRemembered = Math.max(lastRemembered, first.sequence());
    }

    @Override
    public void forget(long before, int most) {
        for (int looked = 0; looked < most && oldestAt < before && lookedThrough < lastRemembered; looked++) {
            Bytes bySequence = keys.of(lookedThrough + 1);
            byte[] id = ids.get(bySequence);
            if (id != null) {
                Bytes byId = keys.of(new String(id, StandardCharsets.US_ASCII));
                First first = first(ids.get(byId));
                if (first.sequence() == lookedThrough + 1) {
                    if (first.at() >= before) {
                        oldestAt = first.at();
                        return;
                    }
                    ids.delete(byId);
                }
                ids.delete(bySequence);
            }
            lookedThrough++;
        }
    }

    @Override
    public Iterable<Ticket> openTickets() {
        return all(open, codec::ticket);
    }

    @Override
    public Iterable<Agent> agents() {
        return all(agents, codec::agent);
    }

    /** The tickets that the decision has changed so far, in the order in which it came to them. */
    public List<Held> changed() {
        List<Held> changed = new ArrayList<>(held.size());
        for (Held ticket : held.values()) {
            if (ticket.before != ticket.after) {
                changed.add(ticket);
            }
        }
        return changed;
    }

    /** Takes over rows that were found again; these have none yet. */
    public void putAll(InMemoryRows rows) {
        for (Ticket ticket : rows.tickets()) {
            (isOpen(ticket) ? open : closed).put(keys.of(ticket.id().value()), codec.encode(ticket));
        }
        rows.agents().forEach(this::put);
        rows.firsts().forEach(this::remember);
        flush();
    }

    /** Up to which sequence the memory of action ids has been looked through. */
    public long lookedThrough() {
        return lookedThrough;
    }

    /** Ends a decision: writes what it has changed. */
    public void flush() {
        for (Held ticket : changed()) {
            Bytes key = keys.of(ticket.after.id().value());
            boolean isOpen = isOpen(ticket.after);
            (isOpen ? open : closed).put(key, codec.encode(ticket.after));
            if (ticket.before != null && isOpen(ticket.before) != isOpen) {
                (isOpen ? closed : open).delete(key);
            }
        }
        held.clear();
        changedAgents.forEach((id, agent) -> {
            Bytes key = keys.of(id.value());
            agents.put(key, agent == null ? null : codec.encode(agent));
        });
        changedAgents.clear();
    }

    private static boolean isOpen(Ticket ticket) {
        return ticket.status() != Status.CLOSED;
    }

    private Held held(TicketId id) {
        return held.computeIfAbsent(id, this::read);
    }

    private Held read(TicketId id) {
        Ticket stored = stored(id);
        return new Held(stored, stored);
    }

    private Ticket stored(TicketId id) {
        Bytes key = keys.of(id.value());
        byte[] row = open.get(key);
        if (row == null) {
            row = closed.get(key);
        }
        return row == null ? null : codec.ticket(row);
    }

    private <T> List<T> all(KeyValueStore<Bytes, byte[]> store, Function<byte[], T> decode) {
        flush();
        List<T> rows = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(keys.first(), keys.last())) {
            while (walk.hasNext()) {
                KeyValue<Bytes, byte[]> row = walk.next();
                rows.add(decode.apply(row.value));
            }
        }
        return rows;
    }

    private static First first(byte[] row) {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        return new First(buffer.getLong(), buffer.getLong());
    }
}
