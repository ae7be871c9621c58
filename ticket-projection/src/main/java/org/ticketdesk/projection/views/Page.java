package org.ticketdesk.projection.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items at most as many as were asked for
 * @param next the cursor with which to ask for the next part; null when there is none
 * @param sequence the sequence of the desk that the answer reflects: 0 when nothing of the desk has been applied; null in a list
 *     of desks
 * @param <T> what is listed
 */
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable Long sequence) {}
