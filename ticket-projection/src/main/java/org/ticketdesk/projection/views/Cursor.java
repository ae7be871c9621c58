package org.ticketdesk.projection.views;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a list goes on: after the item of this key. Outside it is opaque text.
 *
 * @param key the values by which the list is ordered, the id last
 */
record Cursor(List<String> key) {

    private static final String BETWEEN = "\n";

    /** The text for a list, which is named so that no other list takes its cursor for its own. */
    static String text(String list, List<Object> key) {
        String plain = Stream.concat(Stream.of(list), key.stream())
                .map(String::valueOf)
                .collect(Collectors.joining(BETWEEN));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #text} wrote for the same list.
     *
     * @param text null for the beginning
     * @param size of how many values the key is
     * @return null for the beginning
     */
    static Cursor read(String text, String list, int size) {
        if (text == null) {
            return null;
        }
        List<String> found;
        try {
            found = List.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(BETWEEN, -1));
        } catch (IllegalArgumentException e) {
            throw wrong("found what no list has given out");
        }
        if (!found.getFirst().equals(list)) {
            throw wrong("found one of another list or order");
        }
        if (found.size() != size + 1) {
            throw wrong("found what no list has given out");
        }
        return new Cursor(found.subList(1, found.size()));
    }

    String id(int position) {
        return key.get(position);
    }

    long number(int position) {
        try {
            return Long.parseLong(key.get(position));
        } catch (NumberFormatException e) {
            throw wrong("found what no list has given out");
        }
    }

    private static WrongParameter wrong(String found) {
        return new WrongParameter(
                "cursor", found + ", expected the next of an answer to the same query; leave it out to begin anew");
    }
}
