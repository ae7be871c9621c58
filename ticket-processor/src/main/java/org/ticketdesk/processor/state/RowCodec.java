package org.ticketdesk.processor.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/**
 * The bytes of the rows in the stores, in Avro's binary encoding. Private to the processor: a change of this form takes new store
 * names ({@link Stores}), and the state is then found again from the journal. Not thread-safe.
 */
public final class RowCodec {
    private static final Status[] STATUSES = Status.values();
    private static final Priority[] PRIORITIES = Priority.values();
    private static final Channel[] CHANNELS = Channel.values();
    private static final LastWord[] WORDS = LastWord.values();
    private static final Presence[] PRESENCES = Presence.values();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    private interface Writing {
        void to(BinaryEncoder out) throws IOException;
    }

    private interface Reading<T> {
        T from(BinaryDecoder in) throws IOException;
    }

    /** The bytes of a ticket. */
    public byte[] encode(Ticket t) {
        return write(out -> {
            out.writeString(t.id().value());
            out.writeString(t.customer().value());
            out.writeEnum(t.channel().ordinal());
            optional(out, t.followsUp() == null ? null : t.followsUp().value());
            out.writeLong(t.openedAt());
            out.writeEnum(t.priority().ordinal());
            out.writeEnum(t.status().ordinal());
            out.writeLong(t.since());
            optional(out, t.assignee() == null ? null : t.assignee().value());
            optional(out, t.lastAssignee() == null ? null : t.lastAssignee().value());
            out.writeEnum(t.lastWord().ordinal());
            out.writeLong(t.lastWordAt());
        });
    }

    /** The ticket in these bytes. */
    public Ticket ticket(byte[] row) {
        return read(row, in -> {
            TicketId id = new TicketId(in.readString());
            CustomerId customer = new CustomerId(in.readString());
            Channel channel = CHANNELS[in.readEnum()];
            String followsUp = optional(in);
            long openedAt = in.readLong();
            Priority priority = PRIORITIES[in.readEnum()];
            Status status = STATUSES[in.readEnum()];
            long since = in.readLong();
            String assignee = optional(in);
            String lastAssignee = optional(in);
            return new Ticket(
                    id,
                    customer,
                    channel,
                    followsUp == null ? null : new TicketId(followsUp),
                    openedAt,
                    priority,
                    status,
                    since,
                    assignee == null ? null : new AgentId(assignee),
                    lastAssignee == null ? null : new AgentId(lastAssignee),
                    WORDS[in.readEnum()],
                    in.readLong());
        });
    }

    /** The bytes of an agent. */
    public byte[] encode(Agent a) {
        return write(out -> {
            out.writeString(a.id().value());
            out.writeEnum(a.presence().ordinal());
            out.writeInt(a.capacity() == null ? 0 : a.capacity());
            out.writeLong(a.lastAssigned());
        });
    }

    /** The agent in these bytes. */
    public Agent agent(byte[] row) {
        return read(row, in -> {
            AgentId id = new AgentId(in.readString());
            Presence presence = PRESENCES[in.readEnum()];
            int capacity = in.readInt();
            return new Agent(id, presence, capacity == 0 ? null : capacity, in.readLong());
        });
    }

    /** The bytes of a desk's own row. */
    public byte[] encode(DeskRow d) {
        return write(out -> {
            out.writeLong(d.head().sequence());
            out.writeLong(d.head().at());
            Settings settings = d.head().settings();
            out.writeLong(settings.idleAfterMs());
            out.writeLong(settings.closeIdleAfterMs());
            out.writeLong(settings.inProgressToPendingAfterMs());
            out.writeInt(settings.defaultCapacity());
            out.writeLong(d.offset());
            out.writeString(d.actionId());
            out.writeInt(d.rules());
            out.writeFixed(d.hash());
            out.writeLong(d.forgotten());
        });
    }

    /** The desk's own row in these bytes. */
    public DeskRow desk(byte[] row) {
        return read(row, in -> {
            long sequence = in.readLong();
            long at = in.readLong();
            Settings settings = new Settings(in.readLong(), in.readLong(), in.readLong(), in.readInt());
            long offset = in.readLong();
            String actionId = in.readString();
            int rules = in.readInt();
            byte[] hash = new byte[32];
            in.readFixed(hash);
            return new DeskRow(new Head(sequence, at, settings), offset, actionId, rules, hash, in.readLong());
        });
    }

    private byte[] write(Writing writing) {
        try {
            bytes.reset();
            encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
            writing.to(encoder);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(byte[] row, Reading<T> reading) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(row, decoder);
            return reading.from(decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that may be null: no text of a row is empty. */
    private static void optional(BinaryEncoder out, String text) throws IOException {
        out.writeBytes(text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
    }

    private static String optional(BinaryDecoder in) throws IOException {
        String text = in.readString();
        return text.isEmpty() ? null : text;
    }
}
