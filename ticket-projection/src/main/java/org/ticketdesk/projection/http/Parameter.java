package org.ticketdesk.projection.http;

/**
 * A parameter of a route.
 *
 * @param name as it is given
 * @param where it is given
 * @param kind what its values look like
 * @param required whether it must be given
 * @param missing what holds when it is not given; null for nothing
 * @param description for people
 * @param <T> what is read
 */
record Parameter<T>(String name, Where where, Kind<T> kind, boolean required, T missing, String description) {

    /** Where a parameter is given, in the order in which they are read. */
    enum Where {
        PATH("path"),
        QUERY("query"),
        HEADER("header");

        private final String word;

        Where(String word) {
            this.word = word;
        }

        /** The word for it in OpenAPI. */
        String word() {
            return word;
        }
    }

    static <T> Parameter<T> path(String name, Kind<T> kind, String description) {
        return new Parameter<>(name, Where.PATH, kind, true, null, description);
    }

    static <T> Parameter<T> query(String name, Kind<T> kind, String description) {
        return new Parameter<>(name, Where.QUERY, kind, false, null, description);
    }

    static <T> Parameter<T> header(String name, Kind<T> kind, String description) {
        return new Parameter<>(name, Where.HEADER, kind, false, null, description);
    }

    /** This parameter, but it must be given. */
    Parameter<T> demanded() {
        return new Parameter<>(name, where, kind, true, null, description);
    }

    /** This parameter, with what holds when it is not given. */
    Parameter<T> or(T value) {
        return new Parameter<>(name, where, kind, false, value, description);
    }
}
