package org.ticketdesk.projection.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a desk's story: the id of an event of its stream.
 *
 * @param sequence of an entry of the desk
 * @param fact the position among the entry's facts, from 0; {@link #WHOLE_ENTRY} behind all of them
 */
record Place(long sequence, int fact) implements Comparable<Place> {
    static final String PATTERN = "(\\d{1,18})(?:\\.(\\d{1,9}))?";
    static final int WHOLE_ENTRY = Integer.MAX_VALUE;

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    /** Reads {@code 4711.2}, or {@code 4711} for the place behind the whole entry. */
    static Optional<Place> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Place(
                Long.parseLong(matcher.group(1)),
                matcher.group(2) == null ? WHOLE_ENTRY : Integer.parseInt(matcher.group(2))));
    }

    @Override
    public int compareTo(Place other) {
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Integer.compare(fact, other.fact);
    }

    @Override
    public String toString() {
        return fact == WHOLE_ENTRY ? Long.toString(sequence) : sequence + "." + fact;
    }
}
