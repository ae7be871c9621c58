package org.ticketdesk.audit.seal;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The last entry of a desk when it was sealed. Its hash rests on all entries and actions before it.
 *
 * @param desk whose
 * @param partition of the journal
 * @param sequence of the entry
 * @param hash of the entry, 32 bytes; not to be changed
 * @param at the desk's time then
 * @param rules the version of the rules that decided it
 */
public record SealedHead(String desk, int partition, long sequence, byte[] hash, Instant at, int rules) {

    /** The hash in hex. */
    public String hashInHex() {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedHead head
                && desk.equals(head.desk)
                && partition == head.partition
                && sequence == head.sequence
                && Arrays.equals(hash, head.hash)
                && at.equals(head.at)
                && rules == head.rules;
    }

    @Override
    public int hashCode() {
        return Objects.hash(desk, partition, sequence, Arrays.hashCode(hash), at, rules);
    }

    @Override
    public String toString() {
        return desk + ' ' + partition + ' ' + sequence + ' ' + hashInHex() + ' ' + at.toEpochMilli() + ' ' + rules;
    }
}
