package org.ticketdesk.projection.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Map;

/**
 * What an answer says when something is wrong: problem details as RFC 9457 has them.
 *
 * @param type a URI that names the kind; {@code about:blank} when the status says it all
 * @param title the kind, for people
 * @param status the status of the answer
 * @param detail what was found, what was expected, what to do
 * @param more further members, by name
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonAnyGetter Map<String, Object> more) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Status status, String detail) {
        return of(status, detail, Map.of());
    }

    static Problem of(Status status, String detail, Map<String, Object> more) {
        return new Problem("about:blank", status.title(), status.code(), detail, more);
    }

    /** The statuses that this interface answers with when something is wrong, and their names. */
    enum Status {
        BAD_REQUEST(400, "Bad Request"),
        UNAUTHORIZED(401, "Unauthorized"),
        FORBIDDEN(403, "Forbidden"),
        NOT_FOUND(404, "Not Found"),
        METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
        NOT_ACCEPTABLE(406, "Not Acceptable"),
        CONFLICT(409, "Conflict"),
        CONTENT_TOO_LARGE(413, "Content Too Large"),
        UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
        MISDIRECTED(421, "Misdirected Request"),
        TOO_MANY_REQUESTS(429, "Too Many Requests"),
        INTERNAL_ERROR(500, "Internal Server Error"),
        UNAVAILABLE(503, "Service Unavailable"),
        TIMEOUT(504, "Gateway Timeout");

        private final int code;
        private final String title;

        Status(int code, String title) {
            this.code = code;
            this.title = title;
        }

        int code() {
            return code;
        }

        String title() {
            return title;
        }
    }
}
