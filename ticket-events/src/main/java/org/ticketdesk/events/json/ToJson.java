package org.ticketdesk.events.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** One walk over a record, the mirror image of {@link FromJson}. */
final class ToJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private ToJson() {}

    static String write(IndexedRecord record) {
        var text = new StringWriter(512);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields(json, record);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static void fields(JsonGenerator json, IndexedRecord record) throws IOException {
        for (var field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (!mayBeLeftOut(field, value)) {
                json.writeFieldName(field.name());
                if (isJsonNull(field, value) || value == null && Expected.isNullable(field.schema())) {
                    json.writeNull();
                } else {
                    Objects.requireNonNull(value, () -> record.getSchema().getName() + "." + field.name() + " is null");
                    value(json, Expected.present(field.schema()), value);
                }
            }
        }
    }

    private static boolean mayBeLeftOut(Schema.Field field, Object value) {
        if (!field.hasDefaultValue()) {
            return false;
        }
        return value == null
                ? field.defaultVal() == JsonProperties.NULL_VALUE
                : value instanceof Collection<?> elements && elements.isEmpty();
    }

    private static boolean isJsonNull(Schema.Field field, Object value) {
        return field.getObjectProp(Expected.JSON_NULL) instanceof Number number
                && value instanceof Number other
                && other.longValue() == number.longValue();
    }

    private static void value(JsonGenerator json, Schema schema, Object value) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                json.writeStartObject();
                fields(json, (IndexedRecord) value);
                json.writeEndObject();
            }
            case UNION -> {
                var record = (IndexedRecord) value;
                json.writeStartObject();
                json.writeStringField("type", record.getSchema().getName());
                fields(json, record);
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (var element : (Collection<?>) value) {
                    value(json, schema.getElementType(), element);
                }
                json.writeEndArray();
            }
            case ENUM, STRING -> json.writeString(value.toString());
            case INT -> json.writeNumber((int) value);
            case LONG -> {
                if (value instanceof Instant time) {
                    json.writeString(TIME.format(time));
                } else {
                    json.writeNumber((long) value);
                }
            }
            case FIXED -> json.writeString(HexFormat.of().formatHex(((GenericFixed) value).bytes()));
            case MAP, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                throw new UnsupportedOperationException(Expected.of(schema));
        }
    }
}
