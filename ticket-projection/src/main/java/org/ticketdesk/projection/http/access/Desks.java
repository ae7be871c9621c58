package org.ticketdesk.projection.http.access;

import java.util.Set;

/**
 * The desks that a token is for.
 *
 * @param isEvery whether it is for all that there are and will be
 * @param named these otherwise, by their ids
 */
public record Desks(boolean isEvery, Set<String> named) {
    /** What stands in a token for every desk. */
    static final String ALL = "*";

    /** All that there are and will be. */
    public static final Desks EVERY = new Desks(true, Set.of());

    /** Keeps a copy. */
    public Desks {
        named = Set.copyOf(named);
    }

    /** These alone, by their ids. */
    public static Desks of(Set<String> named) {
        return new Desks(false, named);
    }

    /** Whether the desk of this id is one of them. */
    public boolean has(String desk) {
        return isEvery || named.contains(desk);
    }
}
