package org.ticketdesk.audit.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.ticketdesk.audit.records.Origin;

/**
 * The heads of all desks at one moment, perhaps signed: proof of what the log was, to be kept where the log is not. What is signed
 * is {@link #content()}.
 *
 * @param at when it was made, to the millisecond
 * @param origin the cluster whose journal it is
 * @param heads one of each desk, in the order of their ids
 * @param signature over the content; null when it is not signed
 */
public record Seal(Instant at, Origin origin, List<SealedHead> heads, SealSignature signature) {

    /** Puts the heads in order. */
    public Seal {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        heads = heads.stream().sorted(Comparator.comparing(SealedHead::desk)).toList();
    }

    /**
     * What is signed, as UTF-8 text of lines that end in a line feed: {@code ticket-desk-seal 1}; {@code at} and the milliseconds
     * since 1970; {@code cluster} and {@code journal} with their ids, or a hyphen for each that is not known; then for each desk,
     * in the order of the ids' bytes, {@code desk} and its id, partition, sequence, hash in lower-case hex, time in milliseconds,
     * and version of the rules. Single spaces stand between.
     */
    public byte[] content() {
        StringBuilder text = new StringBuilder("ticket-desk-seal 1\n");
        text.append("at ").append(at.toEpochMilli()).append('\n');
        text.append("cluster ").append(origin.cluster()).append('\n');
        text.append("journal ").append(origin.journal()).append('\n');
        heads.forEach(head -> text.append("desk ").append(head).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * This seal, signed.
     *
     * @param key Ed25519, Ed448, EC or RSA
     * @throws GeneralSecurityException when the key cannot sign
     */
    public Seal signedBy(PrivateKey key) throws GeneralSecurityException {
        String algorithm = SealKeys.algorithmOf(key);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(content());
        return new Seal(at, origin, heads, new SealSignature(algorithm, signing.sign()));
    }

    /**
     * Whether the signature is the key's, over what is sealed. False when there is none, or it is of another kind of key.
     *
     * @param key the public key that belongs to the one that signed
     */
    public boolean isSignedBy(PublicKey key) {
        if (signature == null) {
            return false;
        }
        try {
            String algorithm = SealKeys.algorithmOf(key);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(key);
            verifying.update(content());
            return algorithm.equals(signature.algorithm()) && verifying.verify(signature.value());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
