package org.ticketdesk.projection.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of this machine to itself: those by which whoever listens on its own address alone is asked for by those who mean it, and
 * not by a page of another site whose name leads here (DNS rebinding).
 */
public final class ThisMachine {
    private static final Pattern NAME =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private ThisMachine() {}

    /** Whether a request with this header {@code Host} means this machine; null is a request without one. */
    public static boolean isMeantBy(@Nullable String host) {
        return host != null && NAME.matcher(host).matches();
    }
}
