package org.ticketdesk.events.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.UndecodableException.Flaw;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * Records of one type to bytes and back, in Avro's single-object encoding: the marker {@code C3 01}, the fingerprint of the
 * writer's schema (eight bytes, the least significant first), the Avro body. Nothing else is needed to read them: the writer's
 * schema is one of those published, which are on board, or is asked for from a {@link SchemaSource}.
 *
 * <p>Safe for use by many threads; each thread keeps its own buffers, a few kilobytes.
 *
 * @param <T> the generated class
 */
public final class Codec<T extends SpecificRecord> {

    /** The length of marker and fingerprint, in bytes. */
    static final int HEADER = 10;

    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = 1;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int KEPT_BUFFER = 1 << 20;

    /** What is asked. Read exactly: a value without a name here is {@link Flaw#NEWER_THAN_READER}. */
    public static final Codec<DeskAction> DESK_ACTION = of(DeskAction.class, SchemaSource.NONE);
    /** What became of it. Read exactly: a value without a name here is {@link Flaw#NEWER_THAN_READER}. */
    public static final Codec<JournalEntry> JOURNAL_ENTRY = of(JournalEntry.class, SchemaSource.NONE);
    /** One status change. A value without a name here is read as UNKNOWN. */
    public static final Codec<TicketStatusChanged> TICKET_STATUS_CHANGED =
            of(TicketStatusChanged.class, SchemaSource.NONE);
    /** The latest state of a ticket. A value without a name here is read as UNKNOWN. */
    public static final Codec<TicketSnapshot> TICKET_SNAPSHOT = of(TicketSnapshot.class, SchemaSource.NONE);

    private final Schema current;
    private final Schema expected;
    private final SchemaSource more;
    private final SpecificData data;
    private final DatumWriter<T> writer;
    private final byte[] header;
    private final long currentFingerprint;
    private final DatumReader<T> currentReader;
    private final Map<Long, Schema> writers = new ConcurrentHashMap<>();
    private final Map<Long, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    private Codec(Class<T> type, SchemaSource more) {
        this.more = more;
        this.data = new SpecificData(type.getClassLoader());
        this.data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        this.current = data.getSchema(type);
        this.expected = ReaderSchemas.of(current);
        this.writer = new SpecificDatumWriter<>(current, data);
        this.currentFingerprint = Fingerprint.of(current).value();
        this.header = new byte[HEADER];
        header[0] = MARKER_0;
        header[1] = MARKER_1;
        LITTLE_ENDIAN.set(header, 2, currentFingerprint);
        for (var schema : AllSchemas.published()) {
            writers.put(
                    schema.fingerprint().value(),
                    new SchemaParser().parse(schema.text()).mainSchema());
        }
        writers.put(currentFingerprint, current);
        this.currentReader = readerFor(current);
    }

    /**
     * A codec for one of the four records of the contract.
     *
     * @param type {@link DeskAction}, {@link JournalEntry}, {@link TicketStatusChanged} or {@link TicketSnapshot}
     * @param more where to ask for schemas that are not on board
     * @param <T> the type
     * @return a codec with readers of its own; make it once and keep it
     */
    public static <T extends SpecificRecord> Codec<T> of(Class<T> type, SchemaSource more) {
        return new Codec<>(type, more);
    }

    /**
     * Writes a record with this version's schema.
     *
     * @param record complete: every field without a default is set
     * @return a new array
     * @throws AvroRuntimeException when a field holds what its type does not allow
     * @throws NullPointerException when a field that may not be null is; the message names it
     */
    public byte[] encode(T record) {
        Buffers mine = buffers.get();
        ByteArrayOutputStream out = mine.out;
        // The encoder first lets go of what a record that failed has left in it, so the buffer is emptied after that.
        mine.encoder = EncoderFactory.get().binaryEncoder(out, mine.encoder);
        out.reset();
        out.write(header, 0, HEADER);
        try {
            writer.write(record, mine.encoder);
            mine.encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        byte[] bytes = out.toByteArray();
        if (bytes.length > KEPT_BUFFER) {
            mine.out = new ByteArrayOutputStream();
        }
        return bytes;
    }

    /**
     * With which schema a record was written.
     *
     * @param bytes any; null has none
     * @return the fingerprint in the record's header; empty when the bytes do not begin as a record does
     */
    public static Optional<Fingerprint> writtenWith(byte[] bytes) {
        return bytes == null || bytes.length < HEADER || bytes[0] != MARKER_0 || bytes[1] != MARKER_1
                ? Optional.empty()
                : Optional.of(new Fingerprint((long) LITTLE_ENDIAN.get(bytes, 2)));
    }

    /**
     * Reads a record, resolved from the writer's schema to this version's.
     *
     * @param bytes all of the record's bytes and nothing else
     * @return a new record
     * @throws UndecodableException when they are not such a record; {@link UndecodableException#flaw()} says why
     */
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw new UndecodableException(
                    Flaw.NOT_SINGLE_OBJECT,
                    "Found " + beginning(bytes) + ", expected a " + current.getName()
                            + " in Avro's single-object encoding: c3 01, the schema's fingerprint in eight bytes, the body");
        }
        long fingerprint = (long) LITTLE_ENDIAN.get(bytes, 2);
        DatumReader<T> reader = fingerprint == currentFingerprint ? currentReader : readerFor(fingerprint);
        Buffers mine = buffers.get();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, mine.decoder);
        mine.decoder = decoder;
        T record;
        boolean complete;
        try {
            record = reader.read(null, decoder);
            complete = decoder.isEnd();
        } catch (IOException | RuntimeException e) {
            throw unreadable(bytes, fingerprint, e);
        }
        if (!complete) {
            throw new UndecodableException(
                    Flaw.TRAILING_BYTES, "Bytes follow after the " + current.getName() + ", expected the record alone");
        }
        return record;
    }

    /**
     * For Kafka's clients, in code; see {@link EventSerdes} for classes to name in a configuration. Null stays null.
     *
     * @return a serde over this codec
     */
    public Serde<T> serde() {
        Serializer<T> serializer = (topic, record) -> record == null ? null : encode(record);
        Deserializer<T> deserializer = (topic, bytes) -> bytes == null ? null : decode(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private DatumReader<T> readerFor(long fingerprint) {
        DatumReader<T> reader = readers.get(fingerprint);
        if (reader == null) {
            reader = readerFor(writerSchema(fingerprint));
            readers.put(fingerprint, reader);
        }
        return reader;
    }

    /** The reader that this gives has no state of its own, and so may be shared by threads once it is safely published. */
    private DatumReader<T> readerFor(Schema written) {
        if (!written.getFullName().equals(current.getFullName())) {
            throw new UndecodableException(
                    Flaw.OTHER_RECORD,
                    "Found a record of type " + written.getFullName() + ", expected " + current.getFullName());
        }
        synchronized (data) {
            try {
                return data.getFastReaderBuilder()
                        .createDatumReader(WriterSchemas.resolvable(written, expected), expected);
            } catch (IOException e) {
                throw new UncheckedIOException("Avro cannot resolve the schema " + Fingerprint.of(written), e);
            }
        }
    }

    private Schema writerSchema(long fingerprint) {
        Schema schema = writers.get(fingerprint);
        if (schema == null) {
            schema = lookUp(new Fingerprint(fingerprint));
            writers.put(fingerprint, schema);
        }
        return schema;
    }

    private Schema lookUp(Fingerprint fingerprint) {
        String text = more.find(fingerprint)
                .orElseThrow(() -> new UndecodableException(
                        Flaw.UNKNOWN_SCHEMA,
                        "Found the schema fingerprint " + fingerprint + ", which is not one of the "
                                + AllSchemas.published().size()
                                + " on board nor found elsewhere; upgrade this reader, or publish the schema to the topic"
                                + " desk-schemas"));
        Schema schema;
        try {
            schema = new SchemaParser().parse(text).mainSchema();
        } catch (AvroRuntimeException e) {
            throw new UndecodableException(
                    Flaw.UNKNOWN_SCHEMA, "What was found under the fingerprint " + fingerprint + " is no schema", e);
        }
        Fingerprint found = Fingerprint.of(schema);
        if (!found.equals(fingerprint)) {
            throw new UndecodableException(
                    Flaw.UNKNOWN_SCHEMA,
                    "What was found under the fingerprint " + fingerprint + " is the schema " + found);
        }
        return schema;
    }

    /** Bytes that their own schema can read are sound, and say something that this version cannot. */
    private UndecodableException unreadable(byte[] bytes, long fingerprint, Exception cause) {
        if (fingerprint != currentFingerprint && isSound(bytes, writerSchema(fingerprint))) {
            return new UndecodableException(
                    Flaw.NEWER_THAN_READER,
                    "The " + current.getName() + " was written with the schema " + new Fingerprint(fingerprint)
                            + " and says something that this version has no name for; upgrade this reader: "
                            + cause.getMessage(),
                    cause);
        }
        return new UndecodableException(
                Flaw.CORRUPT,
                "The bytes end too early or are no " + current.getName() + " of the schema "
                        + new Fingerprint(fingerprint) + ": " + cause,
                cause);
    }

    private static boolean isSound(byte[] bytes, Schema written) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
        try {
            new GenericDatumReader<>(written).read(null, decoder);
            return decoder.isEnd();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String beginning(byte[] bytes) {
        var text = new StringBuilder(bytes.length + " bytes");
        for (int i = 0; i < Math.min(bytes.length, HEADER); i++) {
            text.append(String.format(i == 0 ? " beginning with %02x" : " %02x", bytes[i]));
        }
        return text.toString();
    }

    private static final class Buffers {
        private ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        private BinaryEncoder encoder;
        private BinaryDecoder decoder;
    }
}
