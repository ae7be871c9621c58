package org.ticketdesk.audit.verify;

import java.security.PublicKey;
import java.util.Optional;
import java.util.function.IntFunction;
import org.ticketdesk.audit.seal.Seal;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;

/**
 * What a verification is asked.
 *
 * @param threads how many partitions are verified at once, at least 1; no more than there are partitions
 * @param desk the only desk to verify, whose partition alone is read; null for all
 * @param since from where on findings are reported
 * @param seal with which the journal must agree, or null
 * @param key with which the seal's signature is checked; null when it is not
 * @param rules by which the entries of a version are decided again; empty for versions that are not known
 */
public record VerifyOptions(
        int threads, String desk, Since since, Seal seal, PublicKey key, IntFunction<Optional<Rules>> rules) {

    /** Everything, on all cores. */
    public static final VerifyOptions ALL = new VerifyOptions(
            Runtime.getRuntime().availableProcessors(), null, new Since.Beginning(), null, null, Rulebook::of);

    /** Checks the number of threads. */
    public VerifyOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("Found " + threads + " threads; expected at least 1.");
        }
    }

    /** These, with another number of threads. */
    public VerifyOptions withThreads(int threads) {
        return new VerifyOptions(threads, desk, since, seal, key, rules);
    }

    /** These, for one desk alone. */
    public VerifyOptions of(String desk) {
        return new VerifyOptions(threads, desk, since, seal, key, rules);
    }

    /** These, with findings reported from somewhere on. */
    public VerifyOptions since(Since since) {
        return new VerifyOptions(threads, desk, since, seal, key, rules);
    }

    /**
     * These, against a seal.
     *
     * @param key with which its signature is checked, or null
     */
    public VerifyOptions against(Seal seal, PublicKey key) {
        return new VerifyOptions(threads, desk, since, seal, key, rules);
    }

    /** These, with other rules of each version. */
    public VerifyOptions by(IntFunction<Optional<Rules>> rules) {
        return new VerifyOptions(threads, desk, since, seal, key, rules);
    }
}
