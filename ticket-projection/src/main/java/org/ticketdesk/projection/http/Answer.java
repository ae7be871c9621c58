package org.ticketdesk.projection.http;

import java.util.List;
import java.util.Map;

/** What is answered when nothing is wrong. */
sealed interface Answer {

    /**
     * The sequence of the desk that the answer reflects.
     *
     * @return null when it is not about one desk
     */
    Long sequence();

    /**
     * JSON.
     *
     * @param status of the answer
     * @param value what is written
     * @param sequence see {@link #sequence()}
     * @param headers further headers
     */
    record Json(int status, Object value, Long sequence, Map<String, String> headers) implements Answer {

        static Json of(Object value, Long sequence) {
            return new Json(200, value, sequence, Map.of());
        }
    }

    /**
     * A part of a list as CSV.
     *
     * @param item what is listed
     * @param items the rows
     * @param next the cursor of what follows, or null
     * @param sequence see {@link #sequence()}
     */
    record Csv(Class<?> item, List<?> items, String next, Long sequence) implements Answer {}
}
