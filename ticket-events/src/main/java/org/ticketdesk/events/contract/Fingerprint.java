package org.ticketdesk.events.contract;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The name of a schema: the CRC-64-AVRO of its parsing canonical form, as it stands in the header of every record.
 *
 * <p>Documentation, defaults and logical types are not part of it. In text it is 16 lower-case hex digits, the most significant
 * first; in a record's header the least significant byte comes first.
 *
 * @param value the 64 bits
 */
public record Fingerprint(long value) {

    /**
     * The fingerprint of a schema.
     *
     * @param schema any schema
     * @return its fingerprint
     */
    public static Fingerprint of(Schema schema) {
        return new Fingerprint(SchemaNormalization.parsingFingerprint64(schema));
    }

    /**
     * Reads the text form.
     *
     * @param hex 16 hex digits
     * @return the fingerprint that they name
     * @throws IllegalArgumentException when it is anything else
     */
    public static Fingerprint parse(String hex) {
        if (!hex.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException(
                    "A schema's fingerprint is 16 lower-case hex digits, but this is \"" + hex + "\"");
        }
        return new Fingerprint(Long.parseUnsignedLong(hex, 16));
    }

    @Override
    public String toString() {
        return String.format("%016x", value);
    }
}
