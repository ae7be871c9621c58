package org.ticketdesk.events.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.ticketdesk.events.Hash;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Source;

/**
 * The entries of a desk's journal, linked: each one's {@code hash} is the SHA-256 over the hash of the entry before, the
 * action's bytes as published, and the entry's Avro body up to but without {@code source} and {@code hash}.
 *
 * <p>These two are the last fields, and the hash has a fixed size: it is written in its place after the rest was encoded, once.
 * The body is the one that was written, whatever the schema, so that entries of older versions are verified as they are.
 *
 * <p>Safe for use by many threads.
 */
public final class Chain {

    /** The length of a hash, in bytes. */
    public static final int HASH_LENGTH = 32;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Chain::sha256);

    private Chain() {}

    /**
     * What stands for the hash of the entry before a desk's first.
     *
     * @return 32 zero bytes, a new array
     */
    public static byte[] start() {
        return new byte[HASH_LENGTH];
    }

    /**
     * Encodes an entry and links it to the one before.
     *
     * @param entry complete but for its hash, which is set here
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return the entry's bytes, with the hash
     */
    public static byte[] encode(JournalEntry entry, byte[] previousHash, byte[] action) {
        return encode(Codec.JOURNAL_ENTRY, entry, previousHash, action);
    }

    /**
     * As {@link #encode(JournalEntry, byte[], byte[])}, in the journal's framing, which the hash does not depend on.
     *
     * @param codec of the journal
     * @param entry complete but for its hash, which is set here
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return the entry's bytes, with the hash
     */
    public static byte[] encode(Codec<JournalEntry> codec, JournalEntry entry, byte[] previousHash, byte[] action) {
        entry.setHash(new Hash(start()));
        byte[] bytes = codec.encode(entry);
        byte[] hash = hash(bytes, codec.bodyAt(), entry.getSource(), previousHash, action);
        System.arraycopy(hash, 0, bytes, bytes.length - HASH_LENGTH, HASH_LENGTH);
        entry.setHash(new Hash(hash));
        return bytes;
    }

    /**
     * Computes the hash that an entry must have. To verify, compare it with the entry's.
     *
     * @param entry the decoded entry
     * @param encoded its bytes as they stand in the journal, written with whichever schema
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return 32 bytes, a new array
     * @throws IllegalArgumentException when the bytes are too short to be the entry's
     */
    public static byte[] hashOf(JournalEntry entry, byte[] encoded, byte[] previousHash, byte[] action) {
        return hash(encoded, SingleObject.HEADER, entry.getSource(), previousHash, action);
    }

    /**
     * As {@link #hashOf(JournalEntry, byte[], byte[], byte[])}, for bytes that were not decoded yet.
     *
     * @param encoded the entry's bytes as they stand in the journal
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return 32 bytes, a new array
     * @throws UndecodableException when they are no entry
     */
    public static byte[] hashOf(byte[] encoded, byte[] previousHash, byte[] action) {
        return hashOf(Codec.JOURNAL_ENTRY.decode(encoded), encoded, previousHash, action);
    }

    /**
     * Whether an entry's own hash is the one that it must have.
     *
     * @param entry the decoded entry
     * @param encoded its bytes as they stand in the journal
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return true when nothing was changed
     */
    public static boolean isIntact(JournalEntry entry, byte[] encoded, byte[] previousHash, byte[] action) {
        return isIntact(Codec.JOURNAL_ENTRY, entry, encoded, previousHash, action);
    }

    /**
     * As {@link #isIntact(JournalEntry, byte[], byte[], byte[])}, for a journal in any framing.
     *
     * @param codec of the journal
     * @param entry the decoded entry
     * @param encoded its bytes as they stand in the journal
     * @param previousHash the hash of the desk's previous entry, or {@link #start()}
     * @param action the action's bytes as they stand in the log
     * @return true when nothing was changed
     */
    public static boolean isIntact(
            Codec<JournalEntry> codec, JournalEntry entry, byte[] encoded, byte[] previousHash, byte[] action) {
        return Arrays.equals(
                entry.getHash().bytes(), hash(encoded, codec.bodyAt(), entry.getSource(), previousHash, action));
    }

    /**
     * The hash that an entry carries: its last bytes.
     *
     * @param encoded an entry, as {@link #encode} gives it
     * @return 32 bytes, a new array
     */
    public static byte[] hashIn(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - HASH_LENGTH, encoded.length);
    }

    private static byte[] hash(byte[] encoded, int bodyAt, Source source, byte[] previousHash, byte[] action) {
        if (previousHash.length != HASH_LENGTH) {
            throw new IllegalArgumentException(
                    "The previous hash has " + previousHash.length + " bytes, expected " + HASH_LENGTH);
        }
        int tail = varint(source.getPartition()) + varint(source.getOffset()) + HASH_LENGTH;
        int body = encoded.length - bodyAt - tail;
        if (body <= 0) {
            throw new IllegalArgumentException("These " + encoded.length + " bytes are not the entry's");
        }
        MessageDigest digest = SHA_256.get();
        digest.update(previousHash);
        digest.update(action);
        digest.update(encoded, bodyAt, body);
        return digest.digest();
    }

    /** The length of a number in Avro: zigzag, seven bits a byte. */
    private static int varint(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return Math.max(1, (70 - Long.numberOfLeadingZeros(zigzag)) / 7);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256, but not this one", e);
        }
    }
}
