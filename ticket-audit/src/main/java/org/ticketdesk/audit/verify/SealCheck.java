package org.ticketdesk.audit.verify;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ticketdesk.audit.records.EntryHead;
import org.ticketdesk.audit.seal.Seal;
import org.ticketdesk.audit.seal.SealedHead;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * Whether the journal still begins with what was sealed: the entry at each sealed sequence has the sealed hash, no desk is
 * missing, and the signature is the key's. Since each hash rests on all before it, that is proof for all that came before. These
 * findings stand beside those of the comparison. Thread-safe.
 */
final class SealCheck {
    private static final String SEAL = "seal";

    private final Map<String, SealedHead> heads = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Boolean> met = new HashMap<>();
    private final Verification.Sealed verdict;

    SealCheck(VerifyOptions options) {
        Seal seal = options.seal();
        if (seal == null) {
            verdict = null;
            return;
        }
        for (SealedHead head : seal.heads()) {
            if (options.desk() == null || options.desk().equals(head.desk())) {
                heads.put(head.desk(), head);
            }
        }
        verdict = new Verification.Sealed(heads.size(), seal.at(), signature(seal, options.key()));
    }

    private Verification.Signature signature(Seal seal, PublicKey key) {
        if (seal.signature() == null) {
            if (key != null) {
                add(null, "signature", "one of the key that was given", "missing", null);
            }
            return Verification.Signature.NONE;
        }
        if (key == null) {
            return Verification.Signature.NOT_CHECKED;
        }
        if (seal.isSignedBy(key)) {
            return Verification.Signature.GENUINE;
        }
        add(null, "signature", "that of the sealed content by the key that was given", "another", null);
        return Verification.Signature.FORGED;
    }

    /** The head that was sealed of a desk, or null. */
    SealedHead headOf(String desk) {
        return heads.get(desk);
    }

    /** An entry was met in the journal. */
    void entry(DeskCheck desk, long sequence, byte[] entry) {
        SealedHead sealed = desk.sealed;
        if (sealed == null || sealed.sequence() != sequence) {
            return;
        }
        desk.sealed = null;
        byte[] hash = EntryHead.hashIn(entry);
        synchronized (this) {
            met.put(desk.id(), true);
            if (!Arrays.equals(hash, sealed.hash())) {
                add(
                        sealed,
                        "hash",
                        hex(sealed.hash()) + " as sealed",
                        hex(hash) + ": this entry or one before it is another than was sealed",
                        sealed.sequence());
            }
        }
    }

    /** All has been read. */
    synchronized List<Finding> end(Map<String, Long> cameTo) {
        heads.values().stream()
                .filter(head -> !met.containsKey(head.desk()))
                .sorted((one, other) -> one.desk().compareTo(other.desk()))
                .forEach(head -> add(
                        head,
                        "the sealed entry",
                        "one with the hash " + hex(head.hash()),
                        cameTo.containsKey(head.desk())
                                ? "missing; the desk has come to sequence " + cameTo.get(head.desk())
                                : "missing, and so is the desk",
                        head.sequence()));
        return List.copyOf(findings);
    }

    /** What was found of the seal as a whole; null when there is none. */
    Verification.Sealed verdict() {
        return verdict;
    }

    private void add(SealedHead head, String field, String expected, String found, Long sequence) {
        findings.add(new Finding(
                head == null ? null : head.desk(),
                head == null ? SEAL : DeskTopic.JOURNAL.topicName(),
                head == null ? -1 : head.partition(),
                null,
                sequence,
                head == null ? null : head.at().toEpochMilli(),
                field,
                expected,
                found));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
