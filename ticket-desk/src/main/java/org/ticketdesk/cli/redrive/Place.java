package org.ticketdesk.cli.redrive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A place in the log.
 *
 * @param partition of the log
 * @param offset within it
 */
record Place(int partition, long offset) {
    /** Header of a record in the log: the place of the rejected one that it repeats, as {@code partition/offset}. */
    static final String REDRIVEN_FROM = "redriven_from";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

    /** The place of the rejected record that one in the log repeats; empty when it repeats none. */
    static Optional<Place> redrivenFrom(Headers headers) {
        Header header = headers.lastHeader(REDRIVEN_FROM);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return text.matches()
                ? Optional.of(new Place(Integer.parseInt(text.group(1)), Long.parseLong(text.group(2))))
                : Optional.empty();
    }

    /** Says in a record's headers that it repeats the one at this place. */
    void writeTo(Headers headers) {
        headers.remove(REDRIVEN_FROM).add(REDRIVEN_FROM, toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return partition + "/" + offset;
    }
}
