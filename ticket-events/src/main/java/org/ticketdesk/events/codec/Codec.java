package org.ticketdesk.events.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
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
 * schema is one of those published, which are on board, or is asked for from a {@link SchemaSource}. Where that says so, the
 * records are in registry framing instead, and in nothing else.
 *
 * <p>Safe for use by many threads; each thread keeps its own buffers, a few kilobytes.
 *
 * @param <T> the generated class
 */
public final class Codec<T extends SpecificRecord> {

    private static final int SHOWN = 10;
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
    private final Framing framing;
    private final int headerLength;
    private final Fingerprint currentFingerprint;
    private final long currentName;
    private final DatumReader<T> currentReader;
    private final Map<Fingerprint, Schema> onBoard = new HashMap<>();
    private final Map<Long, Schema> writers = new ConcurrentHashMap<>();
    private final Map<Long, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);
    private volatile byte[] header;

    private Codec(Class<T> type, SchemaSource more) {
        this.more = more;
        this.data = new SpecificData(type.getClassLoader());
        this.data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        this.current = data.getSchema(type);
        this.expected = ReaderSchemas.of(current);
        this.writer = new SpecificDatumWriter<>(current, data);
        this.framing = more.framing(current.getName());
        this.headerLength = framing.length();
        this.currentFingerprint = Fingerprint.of(current);
        this.currentName = framing.nameOf(currentFingerprint);
        for (var schema : AllSchemas.published()) {
            onBoard.put(
                    schema.fingerprint(),
                    new SchemaParser().parse(schema.text()).mainSchema());
        }
        onBoard.put(currentFingerprint, current);
        if (framing == Framing.SINGLE_OBJECT) {
            onBoard.forEach((fingerprint, schema) -> writers.put(fingerprint.value(), schema));
            this.header = framing.header(current);
        }
        this.currentReader = readerFor(current);
    }

    /**
     * A codec for one of the four records of the contract.
     *
     * @param type {@link DeskAction}, {@link JournalEntry}, {@link TicketStatusChanged} or {@link TicketSnapshot}
     * @param more where to ask for schemas that are not on board, and how the records are framed
     * @param <T> the type
     * @return a codec with readers of its own; make it once and keep it
     */
    public static <T extends SpecificRecord> Codec<T> of(Class<T> type, SchemaSource more) {
        return new Codec<>(type, more);
    }

    /**
     * Asks for what {@link #encode} needs, so that a registry that is away is told of now. Does nothing in single-object encoding.
     *
     * @return this
     * @throws org.apache.kafka.common.KafkaException when the registry does not take this version's schema, or does not answer
     */
    public Codec<T> readyToWrite() {
        header();
        return this;
    }

    private byte[] header() {
        byte[] known = header;
        if (known == null) {
            known = framing.header(current);
            header = known;
        }
        return known;
    }

    /**
     * How its records are framed.
     *
     * @return the framing, the same for ever
     */
    public Framing framing() {
        return framing;
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
        byte[] begin = header();
        Buffers mine = buffers.get();
        ByteArrayOutputStream out = mine.out;
        // The encoder first lets go of what a record that failed has left in it, so the buffer is emptied after that.
        mine.encoder = EncoderFactory.get().binaryEncoder(out, mine.encoder);
        out.reset();
        out.write(begin, 0, begin.length);
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
     * @return the fingerprint of the schema that its header names; empty when the bytes do not begin as a record does, or a registry
     *     has no such schema
     */
    public Optional<Fingerprint> writtenWith(byte[] bytes) {
        if (bytes == null || !framing.begins(bytes)) {
            return Optional.empty();
        }
        long name = framing.nameIn(bytes);
        if (framing == Framing.SINGLE_OBJECT) {
            return Optional.of(new Fingerprint(name));
        }
        try {
            return Optional.of(Fingerprint.of(writerSchema(name)));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /**
     * Where the Avro body of a record begins.
     *
     * @return the length of what stands before it, in bytes
     */
    public int bodyAt() {
        return headerLength;
    }

    /**
     * Whether a record was written with this version's schema, as far as its header says.
     *
     * @param bytes any, not null
     * @return false also when they are no record in this framing
     */
    public boolean isCurrent(byte[] bytes) {
        return framing.begins(bytes)
                && (framing.nameIn(bytes) == currentName
                        || framing != Framing.SINGLE_OBJECT
                                && writtenWith(bytes)
                                        .filter(currentFingerprint::equals)
                                        .isPresent());
    }

    /**
     * Whether bytes are those of a record in single-object encoding, but for the frame.
     *
     * @param bytes as they stand in a topic of this framing; null is nothing
     * @param singleObject a record of this version, as a codec without a registry encodes it
     * @return true when schema and body are the same
     */
    public boolean isSame(byte[] bytes, byte[] singleObject) {
        if (framing == Framing.SINGLE_OBJECT) {
            return Arrays.equals(bytes, singleObject);
        }
        return bytes != null
                && Arrays.equals(
                        bytes,
                        Math.min(headerLength, bytes.length),
                        bytes.length,
                        singleObject,
                        SingleObject.HEADER,
                        singleObject.length)
                && isCurrent(bytes);
    }

    /**
     * Reads a record, resolved from the writer's schema to this version's.
     *
     * @param bytes all of the record's bytes and nothing else
     * @return a new record
     * @throws UndecodableException when they are not such a record; {@link UndecodableException#flaw()} says why
     */
    public T decode(byte[] bytes) {
        if (!framing.begins(bytes)) {
            throw new UndecodableException(
                    framing.otherFlaw(),
                    "Found " + beginning(bytes) + ", expected a " + current.getName() + " in " + framing);
        }
        long name = framing.nameIn(bytes);
        DatumReader<T> reader = name == currentName ? currentReader : readerFor(name);
        Buffers mine = buffers.get();
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, headerLength, bytes.length - headerLength, mine.decoder);
        mine.decoder = decoder;
        T record;
        boolean complete;
        try {
            record = reader.read(null, decoder);
            complete = decoder.isEnd();
        } catch (IOException | RuntimeException e) {
            throw unreadable(bytes, name, e);
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

    private DatumReader<T> readerFor(long name) {
        DatumReader<T> reader = readers.get(name);
        if (reader == null) {
            Schema written = writerSchema(name);
            reader = written == current ? currentReader : readerFor(written);
            readers.put(name, reader);
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

    private Schema writerSchema(long name) {
        Schema schema = writers.get(name);
        if (schema == null) {
            schema = lookUp(name);
            writers.put(name, schema);
        }
        return schema;
    }

    private Schema lookUp(long name) {
        String text = framing.find(name, more)
                .orElseThrow(() -> new UndecodableException(
                        Flaw.UNKNOWN_SCHEMA,
                        "Found the schema " + framing.said(name) + ", which is not one of the "
                                + AllSchemas.published().size()
                                + " on board nor found elsewhere; upgrade this reader, or publish the schema to the topic"
                                + " desk-schemas, or to the registry"));
        Schema schema;
        try {
            schema = new SchemaParser().parse(text).mainSchema();
        } catch (AvroRuntimeException e) {
            throw new UndecodableException(
                    Flaw.UNKNOWN_SCHEMA, "What was found under the " + framing.said(name) + " is no schema", e);
        }
        Fingerprint found = Fingerprint.of(schema);
        if (!framing.isNamed(found, name)) {
            throw new UndecodableException(
                    Flaw.UNKNOWN_SCHEMA, "What was found under the " + framing.said(name) + " is the schema " + found);
        }
        return onBoard.getOrDefault(found, schema);
    }

    /** Bytes that their own schema can read are sound, and say something that this version cannot. */
    private UndecodableException unreadable(byte[] bytes, long name, Exception cause) {
        Schema written = name == currentName ? current : writerSchema(name);
        if (written != current && isSound(bytes, written)) {
            return new UndecodableException(
                    Flaw.NEWER_THAN_READER,
                    "The " + current.getName() + " was written with the schema " + framing.said(name)
                            + " and says something that this version has no name for; upgrade this reader: "
                            + cause.getMessage(),
                    cause);
        }
        return new UndecodableException(
                Flaw.CORRUPT,
                "The bytes end too early or are no " + current.getName() + " of the schema " + framing.said(name) + ": "
                        + cause,
                cause);
    }

    private boolean isSound(byte[] bytes, Schema written) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, headerLength, bytes.length - headerLength, null);
        try {
            new GenericDatumReader<>(written).read(null, decoder);
            return decoder.isEnd();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String beginning(byte[] bytes) {
        var text = new StringBuilder(bytes.length + " bytes");
        for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
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
