package org.ticketdesk.audit.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ticketdesk.core.journey.Row;

/**
 * What a verification came to.
 *
 * @param partitions of the log that were read
 * @param desks that were decided again
 * @param actions well-formed actions in the log, timers too
 * @param rejected records in the log that are no actions
 * @param undecided how many of the actions had no entry yet at the journal's end; not a finding, as a processor may be at work
 * @param entries journal entries that were compared
 * @param statusChanges that were compared
 * @param snapshots latest snapshots of tickets that were compared
 * @param ahead status changes and snapshots of entries written meanwhile, which were not compared
 * @param rows how often each row was taken; R10 where R12 and R1 of one ticket stand in one entry
 * @param others what else was compared, in a few words each
 * @param seal what is to be said of the seal as a whole; null when there was none
 * @param findings the first divergence of each desk, and what is wrong with the seal; empty when all is well
 * @param took how long
 */
public record Verification(
        int partitions,
        long desks,
        long actions,
        long rejected,
        long undecided,
        long entries,
        long statusChanges,
        long snapshots,
        long ahead,
        Map<Row, Long> rows,
        List<String> others,
        Sealed seal,
        List<Finding> findings,
        Duration took) {

    /**
     * A seal.
     *
     * @param desks how many sealed heads were looked for
     * @param at when it was made
     * @param signature what is known of its signature
     */
    public record Sealed(int desks, Instant at, Signature signature) {}

    /** What is known of a seal's signature. */
    public enum Signature {
        /** The seal is not signed. */
        NONE,
        /** It is signed, and no key was given. */
        NOT_CHECKED,
        /** It is the key's, over what is sealed. */
        GENUINE,
        /** It is not. */
        FORGED
    }

    /** Whether nothing was found. */
    public boolean isSound() {
        return findings.isEmpty();
    }

    /** How many actions were decided again and compared in a second. */
    public long actionsPerSecond() {
        return Math.round((actions - undecided) / Math.max(1e-9, took.toNanos() / 1e9));
    }
}
