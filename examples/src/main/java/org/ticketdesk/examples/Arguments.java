package org.ticketdesk.examples;

import java.util.List;

/**
 * What the examples are started with.
 *
 * @param bootstrap {@code host:port} of a broker
 * @param once whether to end when all that was there has been read
 */
record Arguments(String bootstrap, boolean once) {

    /** Reads {@code --bootstrap host:port} and {@code --once}. */
    static Arguments of(String... args) {
        List<String> words = List.of(args);
        int bootstrap = words.indexOf("--bootstrap");
        boolean once = words.contains("--once");
        if (bootstrap < 0 || bootstrap + 1 == args.length || args.length != (once ? 3 : 2)) {
            throw new IllegalArgumentException(
                    "Found " + words + ", expected --bootstrap host:port, and perhaps --once.");
        }
        return new Arguments(args[bootstrap + 1], once);
    }
}
