package org.ticketdesk.audit.seal;

/**
 * A signature over a seal.
 *
 * @param algorithm Java's name: {@code Ed25519}, {@code Ed448}, {@code SHA256withECDSA} or {@code SHA256withRSA}
 * @param value the signature; not to be changed
 */
public record SealSignature(String algorithm, byte[] value) {}
