package org.ticketdesk.events.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the headers of a record in {@link DeskTopic#REJECTED} say; its key and value are the bytes as received.
 *
 * @param reason why it is no action, in a sentence that names the path
 * @param partition the partition of {@link DeskTopic#ACTIONS} that it stands on
 * @param offset its offset there
 */
public record Rejection(String reason, int partition, long offset) {

    /** Header: the reason, as UTF-8 text. */
    public static final String REASON = "reason";

    /** Header: the partition, as decimal digits. */
    public static final String SOURCE_PARTITION = "source_partition";

    /** Header: the offset, as decimal digits. */
    public static final String SOURCE_OFFSET = "source_offset";

    /**
     * Puts this into a record's headers, in place of headers of the same names.
     *
     * @param headers the headers of the record to write
     */
    public void writeTo(Headers headers) {
        put(headers, REASON, reason);
        put(headers, SOURCE_PARTITION, Integer.toString(partition));
        put(headers, SOURCE_OFFSET, Long.toString(offset));
    }

    /**
     * Reads it from a record's headers.
     *
     * @param headers the headers of a record in {@link DeskTopic#REJECTED}
     * @return what they say
     * @throws IllegalArgumentException when one is missing or is not what it should be
     */
    public static Rejection from(Headers headers) {
        return new Rejection(
                text(headers, REASON), (int) number(headers, SOURCE_PARTITION), number(headers, SOURCE_OFFSET));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("A rejected record has no header " + name + ".");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(Headers headers, String name) {
        String digits = text(headers, name);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The header " + name + " of a rejected record is \"" + digits + "\", not a number.", e);
        }
    }
}
