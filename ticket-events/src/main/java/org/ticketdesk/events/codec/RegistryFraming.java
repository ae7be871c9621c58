package org.ticketdesk.events.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.ticketdesk.events.codec.UndecodableException.Flaw;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.contract.Fingerprint;

/** A zero byte, and the id that a registry has given to the writer's schema: four bytes, the most significant first. */
final class RegistryFraming extends Framing {

    private static final int HEADER = 5;
    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final SchemaIds ids;

    RegistryFraming(SchemaIds ids) {
        this.ids = ids;
    }

    @Override
    public boolean begins(byte[] bytes) {
        return bytes.length >= HEADER && bytes[0] == 0;
    }

    @Override
    public String contentType() {
        return "application/avro; framing=registry";
    }

    @Override
    public OptionalInt idIn(byte[] bytes) {
        return begins(bytes) ? OptionalInt.of((int) BIG_ENDIAN.get(bytes, 1)) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return "registry framing (00, the schema's id in four bytes, the body)";
    }

    @Override
    int length() {
        return HEADER;
    }

    @Override
    byte[] header(Schema schema) {
        byte[] header = new byte[HEADER];
        BIG_ENDIAN.set(header, 1, ids.idOf(documented(schema)));
        return header;
    }

    /** The text that was published, with its documentation, which a generated class does not keep in full. */
    private static String documented(Schema schema) {
        Fingerprint fingerprint = Fingerprint.of(schema);
        return AllSchemas.published().stream()
                .filter(published -> published.fingerprint().equals(fingerprint))
                .reduce((older, newer) -> newer)
                .map(AllSchemas.Published::text)
                .orElseGet(schema::toString);
    }

    @Override
    long nameOf(Fingerprint fingerprint) {
        return Long.MIN_VALUE;
    }

    @Override
    long nameIn(byte[] bytes) {
        return (int) BIG_ENDIAN.get(bytes, 1);
    }

    @Override
    Optional<String> find(long name, SchemaSource more) {
        return ids.schemaOf((int) name);
    }

    @Override
    boolean isNamed(Fingerprint found, long name) {
        return true;
    }

    @Override
    String said(long name) {
        return "id " + Integer.toUnsignedString((int) name) + " of the registry";
    }

    @Override
    Flaw otherFlaw() {
        return Flaw.NOT_IN_REGISTRY_FRAMING;
    }
}
