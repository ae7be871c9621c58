package org.ticketdesk.events.json;

import com.fasterxml.jackson.core.JsonPointer;

/** Where in a record, as messages say it: {@code action.priority}, {@code facts[1].to}; empty for the whole. */
final class Path {

    private Path() {}

    static String field(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    static String of(JsonPointer pointer) {
        var path = "";
        for (var step = pointer; !step.matches(); step = step.tail()) {
            path = step.mayMatchElement()
                    ? element(path, step.getMatchingIndex())
                    : field(path, step.getMatchingProperty());
        }
        return path;
    }
}
