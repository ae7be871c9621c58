package org.ticketdesk.events.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.ticketdesk.events.codec.UndecodableException.Flaw;
import org.ticketdesk.events.contract.Fingerprint;

/** The marker {@code C3 01}, and the fingerprint of the writer's schema: eight bytes, the least significant first. */
final class SingleObject extends Framing {

    static final int HEADER = 10;

    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = 1;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public boolean begins(byte[] bytes) {
        return bytes.length >= HEADER && bytes[0] == MARKER_0 && bytes[1] == MARKER_1;
    }

    @Override
    public String contentType() {
        return "application/avro";
    }

    @Override
    public OptionalInt idIn(byte[] bytes) {
        return OptionalInt.empty();
    }

    @Override
    public String toString() {
        return "Avro's single-object encoding (c3 01, the schema's fingerprint in eight bytes, the body)";
    }

    @Override
    int length() {
        return HEADER;
    }

    @Override
    byte[] header(Schema schema) {
        byte[] header = new byte[HEADER];
        header[0] = MARKER_0;
        header[1] = MARKER_1;
        LITTLE_ENDIAN.set(header, 2, Fingerprint.of(schema).value());
        return header;
    }

    @Override
    long nameOf(Fingerprint fingerprint) {
        return fingerprint.value();
    }

    @Override
    long nameIn(byte[] bytes) {
        return (long) LITTLE_ENDIAN.get(bytes, 2);
    }

    @Override
    Optional<String> find(long name, SchemaSource more) {
        return more.find(new Fingerprint(name));
    }

    @Override
    boolean isNamed(Fingerprint found, long name) {
        return found.value() == name;
    }

    @Override
    String said(long name) {
        return "fingerprint " + new Fingerprint(name);
    }

    @Override
    Flaw otherFlaw() {
        return Flaw.NOT_SINGLE_OBJECT;
    }
}
