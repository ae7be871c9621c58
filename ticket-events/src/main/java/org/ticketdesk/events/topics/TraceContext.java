package org.ticketdesk.events.topics;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Which trace a record belongs to, after W3C's Trace Context: carried from an action's headers to those of its outcome, and decided
 * by nothing. What is not well-formed is left out rather than handed on.
 *
 * @param traceparent the trace, the caller's span in it, and flags
 * @param tracestate what tracing systems add for themselves; null for nothing
 */
public record TraceContext(String traceparent, String tracestate) {

    /** Header: {@link #traceparent}. */
    public static final String TRACEPARENT = "traceparent";
    /** Header: {@link #tracestate}. */
    public static final String TRACESTATE = "tracestate";

    private static final int LONGEST_PARENT = 55;
    private static final int LONGEST_STATE = 512;
    /** Version 00; all zeros name no trace and no span. */
    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern STATE = Pattern.compile("[ -~\\t]+");

    /**
     * Reads it from two values.
     *
     * @param traceparent null for none
     * @param tracestate null for none
     * @return empty when there is no well-formed {@code traceparent}; without the {@code tracestate} when that is not well-formed
     */
    public static Optional<TraceContext> of(String traceparent, String tracestate) {
        if (traceparent == null || !PARENT.matcher(traceparent).matches()) {
            return Optional.empty();
        }
        boolean hasState = tracestate != null
                && tracestate.length() <= LONGEST_STATE
                && STATE.matcher(tracestate).matches();
        return Optional.of(new TraceContext(traceparent, hasState ? tracestate : null));
    }

    /**
     * Reads it from a record's headers.
     *
     * @param headers of any record
     * @return empty when they have no well-formed {@code traceparent}
     */
    public static Optional<TraceContext> from(Headers headers) {
        String parent = text(headers, TRACEPARENT, LONGEST_PARENT);
        return parent == null ? Optional.empty() : of(parent, text(headers, TRACESTATE, LONGEST_STATE));
    }

    /** As the headers of a record to publish: names and values. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TRACEPARENT, traceparent);
        if (tracestate != null) {
            headers.put(TRACESTATE, tracestate);
        }
        return headers;
    }

    /**
     * Adds it to a record's headers.
     *
     * @param headers the headers of the record to write, without these
     */
    public void writeTo(Headers headers) {
        headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(Headers headers, String name, int longest) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null || header.value().length > longest
                ? null
                : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
