package org.ticketdesk.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of one desk's rows: the kind of row, the desk's id, a zero byte, and the rest. Ids have no zero byte, so the rows of a
 * kind and a desk stand together and apart from all others.
 */
final class Keys {
    /** What a row is about. */
    enum Kind {
        /** A ticket that is not Closed. */
        OPEN_TICKET('o'),
        /** A Closed ticket: reopening and the uniqueness of ids need it. */
        CLOSED_TICKET('c'),
        /** An agent. */
        AGENT('a'),
        /** The first entry of an action id (decision 12). */
        ACTION_ID('i'),
        /** The action id of a first entry, by its sequence, to be forgotten in this order. */
        SEQUENCE('s');

        private final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }
    }

    private static final byte DESK = 'd';

    private final byte[] desk;

    Keys(String desk) {
        this.desk = ascii(desk);
    }

    /** Of a desk's own row. */
    static Bytes ofDesk(String desk) {
        byte[] id = ascii(desk);
        return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put(DESK).put(id).array());
    }

    /** The desk whose own row has this key. */
    static String desk(Bytes key) {
        return new String(key.get(), 1, key.get().length - 1, StandardCharsets.US_ASCII);
    }

    /** Below all desks' own rows. */
    static Bytes firstDesk() {
        return Bytes.wrap(new byte[] {DESK});
    }

    /** Above all desks' own rows. */
    static Bytes lastDesk() {
        return Bytes.wrap(new byte[] {DESK + 1});
    }

    /** Of a row under an id. */
    Bytes of(Kind kind, String id) {
        byte[] tail = ascii(id);
        return Bytes.wrap(prefix(kind, tail.length).put((byte) 0).put(tail).array());
    }

    /** Of a row under a sequence. */
    Bytes of(long sequence) {
        return Bytes.wrap(prefix(Kind.SEQUENCE, Long.BYTES)
                .put((byte) 0)
                .putLong(sequence)
                .array());
    }

    /** Below all of the desk's rows of a kind. */
    Bytes first(Kind kind) {
        return Bytes.wrap(prefix(kind, 0).put((byte) 0).array());
    }

    /** Above all of the desk's rows of a kind. */
    Bytes last(Kind kind) {
        return Bytes.wrap(prefix(kind, 0).put((byte) 1).array());
    }

    private ByteBuffer prefix(Kind kind, int tail) {
        return ByteBuffer.allocate(1 + desk.length + 1 + tail).put(kind.code).put(desk);
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
