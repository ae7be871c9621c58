package org.ticketdesk.events.topics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.ticketdesk.events.codec.Framing;

/**
 * What a record's headers say of it, after CloudEvents' binary mode for Kafka, for routers and tools that know nothing of Avro.
 * Nothing is decided by them: the identities that matter are in the record.
 *
 * @param id the event's id, unique within its source
 * @param type what it is: the name of the record inside, such as {@code OpenTicket}
 * @param source who wrote it, as a URI or a relative one, such as {@code /gateways/social}
 * @param subject what it is about: {@code desk/ticket}, or the desk where there is no ticket
 * @param time when it happened; null when not known
 */
public record EventHeaders(String id, String type, String source, String subject, Instant time) {

    /** Header: always {@code 1.0}. */
    public static final String SPEC_VERSION = "ce_specversion";
    /** Header: the id. */
    public static final String ID = "ce_id";
    /** Header: the type, after the namespace {@code org.ticketdesk.events.}. */
    public static final String TYPE = "ce_type";
    /** Header: the source. */
    public static final String SOURCE = "ce_source";
    /** Header: the subject. */
    public static final String SUBJECT = "ce_subject";
    /** Header: the time, in ISO 8601; absent when not known. */
    public static final String TIME = "ce_time";
    /** Header: as {@link Framing#contentType()} says, or {@value #JSON} in the topic that mirrors another in JSON. */
    public static final String CONTENT_TYPE = "content-type";
    /** The content type of the JSON form. */
    public static final String JSON = "application/json";

    private static final String NAMESPACE = "org.ticketdesk.events.";

    /** Everything but the time must be there. */
    public EventHeaders {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(subject, "subject");
    }

    /**
     * Adds them to the headers of a record in Avro.
     *
     * @param headers the headers of the record to write, without any of these
     * @param framing of the record's value
     */
    public void writeTo(Headers headers, Framing framing) {
        writeTo(headers, framing.contentType());
    }

    /**
     * Adds them to a record's headers.
     *
     * @param headers the headers of the record to write, without any of these
     * @param contentType which form the record has, {@link #JSON} for example
     */
    public void writeTo(Headers headers, String contentType) {
        add(headers, SPEC_VERSION, "1.0");
        add(headers, ID, id);
        add(headers, TYPE, NAMESPACE + type);
        add(headers, SOURCE, source);
        add(headers, SUBJECT, subject);
        if (time != null) {
            add(headers, TIME, time.toString());
        }
        add(headers, CONTENT_TYPE, contentType);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
