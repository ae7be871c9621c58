package org.ticketdesk.audit.verify;

import java.nio.charset.StandardCharsets;

/** Record keys. Stateless. */
final class Keys {
    private Keys() {}

    /** A key as a person reads it; null stays null. */
    static String text(byte[] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    /** The key of what is said of a ticket. */
    static byte[] of(String desk, String ticket) {
        return (desk + '/' + ticket).getBytes(StandardCharsets.US_ASCII);
    }
}
