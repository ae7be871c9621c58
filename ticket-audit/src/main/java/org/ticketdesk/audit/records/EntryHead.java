package org.ticketdesk.audit.records;

import java.nio.charset.StandardCharsets;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;

/**
 * The first fields of a journal entry, and its hash. Where it was written with this version's schema they are found without
 * decoding the rest, which costs next to nothing: {@code desk}, {@code sequence}, {@code actionId}, {@code at} and {@code rules}
 * come first, and the hash last.
 *
 * @param desk whose entry it is
 * @param sequence of the desk, from 1
 * @param at the desk's time, epoch milliseconds
 * @param rules the version of the rules that decided
 */
public record EntryHead(String desk, long sequence, long at, int rules) {

    /**
     * The head of an entry.
     *
     * @param entry its bytes as they stand in the journal
     * @param codec reads entries of any version
     * @throws org.ticketdesk.events.codec.UndecodableException when they are no entry
     */
    public static EntryHead of(byte[] entry, Codec<JournalEntry> codec) {
        if (codec.isCurrent(entry)) {
            try {
                Cursor cursor = new Cursor(entry, codec.bodyAt());
                String desk = cursor.text();
                long sequence = cursor.number();
                cursor.pass();
                return new EntryHead(desk, sequence, cursor.number(), (int) cursor.number());
            } catch (IndexOutOfBoundsException e) {
                return decoded(codec.decode(entry));
            }
        }
        return decoded(codec.decode(entry));
    }

    /**
     * The version of the rules in an entry; 0 when the bytes are too broken to say, or were written with another schema.
     *
     * @param entry its bytes as they stand in the journal, may be null
     * @param codec reads entries of any version
     */
    public static int rulesIn(byte[] entry, Codec<JournalEntry> codec) {
        if (entry == null || !codec.isCurrent(entry)) {
            return 0;
        }
        try {
            Cursor cursor = new Cursor(entry, codec.bodyAt());
            cursor.pass();
            cursor.number();
            cursor.pass();
            cursor.number();
            return (int) cursor.number();
        } catch (IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /**
     * The hash of an entry: its last bytes, whatever the schema.
     *
     * @param entry its bytes as they stand in the journal
     * @return a new array; shorter than a hash when the entry is
     */
    public static byte[] hashIn(byte[] entry) {
        int length = Math.min(entry.length, Chain.HASH_LENGTH);
        byte[] hash = new byte[length];
        System.arraycopy(entry, entry.length - length, hash, 0, length);
        return hash;
    }

    private static EntryHead decoded(JournalEntry entry) {
        return new EntryHead(entry.getDesk(), entry.getSequence(), entry.getAt().toEpochMilli(), entry.getRules());
    }

    /** Walks over Avro's binary form: numbers in zigzag with seven bits a byte, texts with their length before them. */
    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long number() {
            long zigzag = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                zigzag |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0 && shift < Long.SIZE);
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }

        void pass() {
            int length = length();
            at += length;
        }

        String text() {
            int length = length();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        private int length() {
            long length = number();
            if (length < 0 || length > bytes.length - at) {
                throw new IndexOutOfBoundsException();
            }
            return (int) length;
        }
    }
}
