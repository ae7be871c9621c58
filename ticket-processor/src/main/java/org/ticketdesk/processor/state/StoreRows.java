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
import org.ticketdesk.processor.state.Keys.Kind;

/**
 * The rows of one desk in the task's state stores. What a decision writes is held until {@link #flush}, so that a ticket that
 * moves three times in one decision is one row, and so that what it was before can be told. Used by the task's thread only.
 */
public final class StoreRows implements DeskRows {
    /**
     * The name of the store. It ends with the version of the rows' form: a new form takes a new name, so that the store begins empty
     * and is found again from the journal.
     */
    public static final String STORE = "desk-rows-v1";

    private final Keys keys;
    private final Bytes deskKey;
    private final RowCodec codec;
    private final KeyValueStore<Bytes, byte[]> rows;
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
     * @param rows the task's store
     * @param sequence of the desk's last entry
     * @param lookedThrough up to which sequence the memory of action ids has been looked through
     */
    public StoreRows(
            String desk, RowCodec codec, KeyValueStore<Bytes, byte[]> rows, long sequence, long lookedThrough) {
        this.keys = new Keys(desk);
        this.deskKey = Keys.ofDesk(desk);
        this.codec = codec;
        this.rows = rows;
        this.lastRemembered = sequence;
        this.lookedThrough = lookedThrough;
    }

    /** The desks' own rows, by desk, of all desks in the task's store. */
    public static Map<String, DeskRow> desks(KeyValueStore<Bytes, byte[]> rows, RowCodec codec) {
        Map<String, DeskRow> desks = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> walk = rows.range(Keys.firstDesk(), Keys.lastDesk())) {
            while (walk.hasNext()) {
                KeyValue<Bytes, byte[]> row = walk.next();
                desks.put(Keys.desk(row.key), codec.desk(row.value));
            }
        }
        return desks;
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
        byte[] row = rows.get(keys.of(Kind.ACTION_ID, id.value()));
        return row == null ? null : first(row);
    }

    @Override
    public void remember(ActionId id, First first) {
        rows.put(
                keys.of(Kind.ACTION_ID, id.value()),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(first.sequence())
                        .putLong(first.at())
                        .array());
        rows.put(keys.of(first.sequence()), id.value().getBytes(StandardCharsets.US_ASCII));
        lastRemembered = Math.max(lastRemembered, first.sequence());
    }

    @Override
    public void forget(long before, int most) {
        for (int looked = 0; looked < most && oldestAt < before && lookedThrough < lastRemembered; looked++) {
            Bytes bySequence = keys.of(lookedThrough + 1);
            byte[] id = rows.get(bySequence);
            if (id != null) {
                Bytes byId = keys.of(Kind.ACTION_ID, new String(id, StandardCharsets.US_ASCII));
                First first = first(rows.get(byId));
                if (first.sequence() == lookedThrough + 1) {
                    if (first.at() >= before) {
                        oldestAt = first.at();
                        return;
                    }
                    rows.delete(byId);
                }
                rows.delete(bySequence);
            }
            lookedThrough++;
        }
    }

    @Override
    public Iterable<Ticket> openTickets() {
        return all(Kind.OPEN_TICKET, codec::ticket);
    }

    @Override
    public Iterable<Agent> agents() {
        return all(Kind.AGENT, codec::agent);
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
    public void putAll(InMemoryRows recovered) {
        for (Ticket ticket : recovered.tickets()) {
            rows.put(keys.of(kind(ticket), ticket.id().value()), codec.encode(ticket));
        }
        recovered.agents().forEach(this::put);
        recovered.firsts().forEach(this::remember);
        flush();
    }

    /** Up to which sequence the memory of action ids has been looked through. */
    public long lookedThrough() {
        return lookedThrough;
    }

    /** Ends a decision: writes what it has changed. */
    public void flush() {
        for (Held ticket : changed()) {
            Kind kind = kind(ticket.after);
            rows.put(keys.of(kind, ticket.after.id().value()), codec.encode(ticket.after));
            if (ticket.before != null && kind(ticket.before) != kind) {
                rows.delete(keys.of(kind(ticket.before), ticket.after.id().value()));
            }
        }
        held.clear();
        changedAgents.forEach(
                (id, agent) -> rows.put(keys.of(Kind.AGENT, id.value()), agent == null ? null : codec.encode(agent)));
        changedAgents.clear();
    }

    /** Ends a decision: keeps where the desk's story has come to. */
    public void put(DeskRow desk) {
        rows.put(deskKey, codec.encode(desk));
    }

    private static Kind kind(Ticket ticket) {
        return ticket.status() == Status.CLOSED ? Kind.CLOSED_TICKET : Kind.OPEN_TICKET;
    }

    private Held held(TicketId id) {
        return held.computeIfAbsent(id, this::read);
    }

    private Held read(TicketId id) {
        Ticket stored = stored(id);
        return new Held(stored, stored);
    }

    private Ticket stored(TicketId id) {
        byte[] row = rows.get(keys.of(Kind.OPEN_TICKET, id.value()));
        if (row == null) {
            row = rows.get(keys.of(Kind.CLOSED_TICKET, id.value()));
        }
        return row == null ? null : codec.ticket(row);
    }

    private <T> List<T> all(Kind kind, Function<byte[], T> decode) {
        flush();
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> walk = rows.range(keys.first(kind), keys.last(kind))) {
            while (walk.hasNext()) {
                found.add(decode.apply(walk.next().value));
            }
        }
        return found;
    }

    private static First first(byte[] row) {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        return new First(buffer.getLong(), buffer.getLong());
    }
}
