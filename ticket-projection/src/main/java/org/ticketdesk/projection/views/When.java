package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which moment of a desk is asked for: one of the two, or none for the present.
 *
 * @param which what the names of its parameters begin with: {@code until}, or nothing
 * @param time after all entries up to it, or null
 * @param sequence after the entry of this sequence, or null
 */
public record When(
        String which, @Nullable Instant time, @Nullable Long sequence) {
    /** Refuses two answers to one question. */
    public When {
        if (time != null && sequence != null) {
            throw new WrongParameter(
                    named(which, "sequence"),
                    "found it beside " + named(which, "time") + ", expected one of them, or none for the present");
        }
    }

    String timeName() {
        return named(which, "time");
    }

    String sequenceName() {
        return named(which, "sequence");
    }

    private static String named(String which, String name) {
        return which.isEmpty() ? name : which + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
