package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** What an audit finds as JSON, as the desk's HTTP interface writes it: nulls too, times in UTC to the millisecond. Stateless. */
final class AuditJson {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new TimeSerializer()))
            .build();

    private AuditJson() {}

    /** A record as an object. */
    static ObjectNode of(Record found) {
        return MAPPER.valueToTree(found);
    }

    /** A list of records as an array. */
    static JsonNode of(Iterable<? extends Record> found) {
        return MAPPER.valueToTree(found);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A time as all are written; null for null. */
    static String time(Instant time) {
        return time == null ? null : TIME.format(time);
    }

    private static final class TimeSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(TIME.format(time));
        }
    }
}
