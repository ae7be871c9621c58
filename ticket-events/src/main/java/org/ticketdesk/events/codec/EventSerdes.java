package org.ticketdesk.events.codec;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;
import org.apache.kafka.common.serialization.Serializer;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;

/**
 * Classes to name in a configuration of Kafka's clients ({@code value.serializer}, {@code value.deserializer}, {@code
 * default.value.serde}); in code, {@link Codec#serde()} does the same. Safe for use by many threads. Null stays null; what
 * cannot be decoded is an {@link UndecodableException}. They read the schemas on board.
 */
public final class EventSerdes {

    private EventSerdes() {}

    /** Serde of the topic {@code desk-actions}. */
    public static final class DeskActionSerde extends WrapperSerde<DeskAction> {
        /** As Kafka makes it. */
        public DeskActionSerde() {
            super(new DeskActionSerializer(), new DeskActionDeserializer());
        }
    }

    /** Serializer of the topic {@code desk-actions}. */
    public static final class DeskActionSerializer implements Serializer<DeskAction> {
        @Override
        public byte[] serialize(String topic, DeskAction action) {
            return action == null ? null : Codec.DESK_ACTION.encode(action);
        }
    }

    /** Deserializer of the topic {@code desk-actions}. */
    public static final class DeskActionDeserializer implements Deserializer<DeskAction> {
        @Override
        public DeskAction deserialize(String topic, byte[] bytes) {
            return bytes == null ? null : Codec.DESK_ACTION.decode(bytes);
        }
    }

    /** Serde of the topic {@code desk-journal}. */
    public static final class JournalEntrySerde extends WrapperSerde<JournalEntry> {
        /** As Kafka makes it. */
        public JournalEntrySerde() {
            super(new JournalEntrySerializer(), new JournalEntryDeserializer());
        }
    }

    /** Serializer of the topic {@code desk-journal}, for entries whose hash is set already; see {@link Chain}. */
    public static final class JournalEntrySerializer implements Serializer<JournalEntry> {
        @Override
        public byte[] serialize(String topic, JournalEntry entry) {
            return entry == null ? null : Codec.JOURNAL_ENTRY.encode(entry);
        }
    }

    /** Deserializer of the topic {@code desk-journal}. */
    public static final class JournalEntryDeserializer implements Deserializer<JournalEntry> {
        @Override
        public JournalEntry deserialize(String topic, byte[] bytes) {
            return bytes == null ? null : Codec.JOURNAL_ENTRY.decode(bytes);
        }
    }

    /** Serde of the topic {@code ticket-status-changed}. */
    public static final class TicketStatusChangedSerde extends WrapperSerde<TicketStatusChanged> {
        /** As Kafka makes it. */
        public TicketStatusChangedSerde() {
            super(new TicketStatusChangedSerializer(), new TicketStatusChangedDeserializer());
        }
    }

    /** Serializer of the topic {@code ticket-status-changed}. */
    public static final class TicketStatusChangedSerializer implements Serializer<TicketStatusChanged> {
        @Override
        public byte[] serialize(String topic, TicketStatusChanged change) {
            return change == null ? null : Codec.TICKET_STATUS_CHANGED.encode(change);
        }
    }

    /** Deserializer of the topic {@code ticket-status-changed}. */
    public static final class TicketStatusChangedDeserializer implements Deserializer<TicketStatusChanged> {
        @Override
        public TicketStatusChanged deserialize(String topic, byte[] bytes) {
            return bytes == null ? null : Codec.TICKET_STATUS_CHANGED.decode(bytes);
        }
    }

    /** Serde of the topic {@code tickets}. */
    public static final class TicketSnapshotSerde extends WrapperSerde<TicketSnapshot> {
        /** As Kafka makes it. */
        public TicketSnapshotSerde() {
            super(new TicketSnapshotSerializer(), new TicketSnapshotDeserializer());
        }
    }

    /** Serializer of the topic {@code tickets}. */
    public static final class TicketSnapshotSerializer implements Serializer<TicketSnapshot> {
        @Override
        public byte[] serialize(String topic, TicketSnapshot ticket) {
            return ticket == null ? null : Codec.TICKET_SNAPSHOT.encode(ticket);
        }
    }

    /** Deserializer of the topic {@code tickets}. */
    public static final class TicketSnapshotDeserializer implements Deserializer<TicketSnapshot> {
        @Override
        public TicketSnapshot deserialize(String topic, byte[] bytes) {
            return bytes == null ? null : Codec.TICKET_SNAPSHOT.decode(bytes);
        }
    }
}
