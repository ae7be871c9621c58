package org.ticketdesk.projection.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes Server-Sent Events. Each call returns when the client's connection has taken what was written, and throws
 * {@link UncheckedIOException} when it does not any more. Not thread-safe.
 */
final class EventWriter {
    static final String MEDIA_TYPE = "text/event-stream";

    private final HttpServletResponse response;

    EventWriter(HttpServletResponse response) {
        this.response = response;
    }

    /**
     * Sends the head of the answer.
     *
     * @param sequence the sequence of the desk that it begins with
     * @param retryMs after what time a client that was cut off asks again
     */
    void begin(long sequence, int retryMs) {
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding("utf-8");
        response.setHeader(Routes.DESK_SEQUENCE, Long.toString(sequence));
        response.setHeader("X-Accel-Buffering", "no");
        send("retry: " + retryMs + "\n\n");
    }

    /**
     * Sends an event.
     *
     * @param name its kind
     * @param id from where the client goes on when it is cut off after this; null to leave that as it is
     * @param json its data, on one line
     */
    void event(String name, String id, String json) {
        send("event: " + name + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: " + json + "\n\n");
    }

    /** Sends nothing, to see that the client is there and to let it see that the server is. */
    void heartbeat() {
        send(":\n\n");
    }

    private void send(String text) {
        try {
            OutputStream out = response.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("The client is gone", e);
        }
    }
}
