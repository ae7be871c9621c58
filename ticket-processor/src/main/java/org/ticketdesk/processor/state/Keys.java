package org.ticketdesk.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of one desk's rows: the desk's id, a zero byte, and the rest. Ids have no zero byte, so the rows of a desk stand
 * together and apart from those of every other.
 */
final class Keys {
    private final byte[] prefix;

    Keys(String desk) {
        byte[] id = desk.getBytes(StandardCharsets.US_ASCII);
        prefix = new byte[id.length + 1];
        System.arraycopy(id, 0, prefix, 0, id.length);
    }

    /** Of a row under an id. */
    Bytes of(String id) {
        byte[] tail = id.getBytes(StandardCharsets.US_ASCII);
        byte[] key = new byte[prefix.length + tail.length];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        System.arraycopy(tail, 0, key, prefix.length, tail.length);
        return Bytes.wrap(key);
    }

    /** Of a row under a sequence: a second zero byte keeps it apart from those under ids. */
    Bytes of(long sequence) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + 1 + Long.BYTES)
                .put(prefix)
                .put((byte) 0)
                .putLong(sequence)
                .array());
    }

    /** Below all keys of the desk. */
    Bytes first() {
        return Bytes.wrap(prefix.clone());
    }

    /** Above all keys of the desk. */
    Bytes last() {
        byte[] key = prefix.clone();
        key[key.length - 1] = 1;
        return Bytes.wrap(key);
    }
}
