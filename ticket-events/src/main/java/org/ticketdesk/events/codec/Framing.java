package org.ticketdesk.events.codec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * How a record says with which schema its Avro body was written: by what stands before the body. A topic has one framing from its
 * first record on, chosen by its settings and never guessed from bytes.
 *
 * <p>Safe for use by many threads.
 */
public abstract sealed class Framing permits SingleObject, RegistryFraming {

    /** Avro's single-object encoding: {@code c3 01} and the schema's fingerprint. Needs no registry, and is the default. */
    public static final Framing SINGLE_OBJECT = new SingleObject();

    private static final List<Framing> ALL = List.of(SINGLE_OBJECT, new RegistryFraming(null));

    Framing() {}

    /**
     * The form that Confluent's registry and those compatible with it have made common: a zero byte, and the schema's id there as
     * four bytes, the most significant first.
     *
     * @param ids the registry's, for one topic
     * @return a framing that asks for an id or a schema when it first needs it
     */
    public static Framing registry(SchemaIds ids) {
        return new RegistryFraming(ids);
    }

    /**
     * Whether bytes begin as records in this framing do. No two framings begin alike.
     *
     * @param bytes any, not null
     * @return false when they are in another framing, or are no record at all
     */
    public abstract boolean begins(byte[] bytes);

    /**
     * Which framing bytes begin as, for messages to people: what they are is never decided by it.
     *
     * @param bytes any, not null
     * @return the framing in words; empty when they begin as in none
     */
    public static Optional<String> seenIn(byte[] bytes) {
        return ALL.stream()
                .filter(framing -> framing.begins(bytes))
                .map(Framing::toString)
                .findFirst();
    }

    /**
     * What the header {@code content-type} of a record says.
     *
     * @return a media type
     */
    public abstract String contentType();

    /**
     * The id of the schema in a registry, which means nothing without that registry.
     *
     * @param bytes any, not null
     * @return the id in the header; empty where schemas have no ids, and where bytes do not begin as records in this framing do
     */
    public abstract OptionalInt idIn(byte[] bytes);

    /**
     * In words.
     *
     * @return for example {@code registry framing (00, the schema's id in four bytes)}
     */
    @Override
    public abstract String toString();

    /** How many bytes stand before the body. */
    abstract int length();

    /** What stands before the body of a record with a schema; asks a registry, if there is one. */
    abstract byte[] header(Schema schema);

    /** How a schema that is on board is named in a header; the smallest number there is when that is not known without asking. */
    abstract long nameOf(Fingerprint fingerprint);

    /** How the schema is named in a header that begins so. */
    abstract long nameIn(byte[] bytes);

    /** The schema with such a name, in text. */
    abstract Optional<String> find(long name, SchemaSource more);

    /** Whether that text is what the name says. */
    abstract boolean isNamed(Fingerprint found, long name);

    /** A schema's name in words. */
    abstract String said(long name);

    /** What is wrong with bytes that do not begin so. */
    abstract UndecodableException.Flaw otherFlaw();
}
