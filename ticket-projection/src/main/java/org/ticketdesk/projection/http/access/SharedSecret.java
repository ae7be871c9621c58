package org.ticketdesk.projection.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that whoever makes tokens shares with whoever reads them. It is never printed. */
public final class SharedSecret {
    /** How long it must be at least: HS256 is as strong as its key, up to this. */
    public static final int LEAST_BYTES = 32;

    private final byte[] bytes;

    private SharedSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The secret that this text is.
     *
     * @param text white space around it does not count
     * @throws IllegalArgumentException when it is too short; the message does not tell it
     */
    public static SharedSecret of(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("The secret for tokens has " + bytes.length
                    + " bytes, expected at least " + LEAST_BYTES + ": make one with `openssl rand -base64 32`.");
        }
        return new SharedSecret(bytes);
    }

    /** A text that nobody has had before, for {@link #of}. */
    public static String random() {
        byte[] random = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether this text is the secret; how long that takes does not tell how much of it is right. */
    boolean isThat(String text) {
        return MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
