package org.ticketdesk.events.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.ticketdesk.events.EventRecord;

/** One walk over a schema and the JSON beside it. */
final class FromJson {

    private static final SpecificData DATA = new SpecificData(EventRecord.class.getClassLoader());
    private static final String TYPE = "type";

    private FromJson() {}

    static Object read(Schema schema, JsonNode json) throws MalformedException {
        return value(schema, json, "");
    }

    private static Object value(Schema schema, JsonNode json, String path) throws MalformedException {
        return switch (schema.getType()) {
            case RECORD -> record(schema, object(schema, json, path), path, List.of());
            case UNION -> branch(schema, object(schema, json, path), path);
            case ARRAY -> array(schema, json, path);
            case ENUM -> symbol(schema, json, path);
            case STRING -> string(schema, json, path);
            case INT -> {
                demand(json.isIntegralNumber() && json.canConvertToInt(), schema, json, path);
                yield json.intValue();
            }
            case LONG -> Expected.isTime(schema) ? time(schema, json, path) : whole(schema, json, path);
            case FIXED -> DATA.createFixed(null, hex(schema, json, path), schema);
            case MAP, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                throw new UnsupportedOperationException(Expected.of(schema));
        };
    }

    private static JsonNode object(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isObject(), schema, json, path);
        return json;
    }

    private static Object record(Schema schema, JsonNode json, String path, List<String> besides)
            throws MalformedException {
        for (var name : (Iterable<String>) json::fieldNames) {
            if (schema.getField(name) == null && !besides.contains(name)) {
                var known = Stream.concat(
                                besides.stream(), schema.getFields().stream().map(Schema.Field::name))
                        .collect(Collectors.joining(", "));
                throw new MalformedException(
                        Path.field(path, Expected.shortened(name)),
                        "unknown field, expected " + (known.isEmpty() ? "none" : "one of " + known));
            }
        }
        var record = (IndexedRecord) DATA.newRecord(null, schema);
        for (var field : schema.getFields()) {
            record.put(field.pos(), field(field, json.get(field.name()), Path.field(path, field.name())));
        }
        return record;
    }

    private static Object field(Schema.Field field, JsonNode json, String path) throws MalformedException {
        Object jsonNull = field.getObjectProp(Expected.JSON_NULL);
        if (json == null) {
            if (!field.hasDefaultValue()) {
                throw new MalformedException(path, "missing, expected " + Expected.of(field));
            }
            return DATA.deepCopy(field.schema(), DATA.getDefaultValue(field));
        }
        if (json.isNull()) {
            return ofNull(field, jsonNull, path);
        }
        Schema present = Expected.present(field.schema());
        Object value = value(present, json, path);
        if (jsonNull != null && value.equals(inTypeOf(present, jsonNull))) {
            throw new MalformedException(path, "found " + json + ", expected null to say that");
        }
        return value;
    }

    private static Object ofNull(Schema.Field field, Object jsonNull, String path) throws MalformedException {
        if (jsonNull != null) {
            return inTypeOf(Expected.present(field.schema()), jsonNull);
        }
        if (Expected.isNullable(field.schema()) && !field.hasDefaultValue()) {
            return null;
        }
        throw new MalformedException(
                path,
                "found null, expected " + Expected.of(field)
                        + (field.hasDefaultValue() ? "; leave the field out where there is none" : ""));
    }

    private static Object inTypeOf(Schema schema, Object number) {
        return schema.getType() == Schema.Type.LONG ? (Object) ((Number) number).longValue() : number;
    }

    private static Object branch(Schema union, JsonNode json, String path) throws MalformedException {
        var names = union.getTypes().stream().map(Schema::getName).collect(Collectors.joining(", "));
        var type = json.get(TYPE);
        var here = Path.field(path, TYPE);
        if (type == null) {
            throw new MalformedException(here, "missing, expected one of " + names);
        }
        for (var branch : union.getTypes()) {
            if (type.isTextual() && branch.getName().equals(type.textValue())) {
                return record(branch, json, path, List.of(TYPE));
            }
        }
        throw new MalformedException(here, "found " + found(type) + ", expected one of " + names);
    }

    private static List<Object> array(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isArray(), schema, json, path);
        var elements = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            elements.add(value(schema.getElementType(), json.get(i), Path.element(path, i)));
        }
        return elements;
    }

    private static Object symbol(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isTextual() && Expected.symbols(schema).contains(json.textValue()), schema, json, path);
        return DATA.createEnum(json.textValue(), schema);
    }

    private static String string(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isTextual(), schema, json, path);
        return json.textValue();
    }

    private static Long whole(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isIntegralNumber() && json.canConvertToLong(), schema, json, path);
        return json.longValue();
    }

    private static Instant time(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isTextual(), schema, json, path);
        Instant time;
        try {
            time = OffsetDateTime.parse(json.textValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw wrong(schema, json, path);
        }
        demand(!time.isBefore(WellFormed.FIRST_TIME) && !time.isAfter(WellFormed.LAST_TIME), schema, json, path);
        return time;
    }

    private static byte[] hex(Schema schema, JsonNode json, String path) throws MalformedException {
        demand(json.isTextual() && json.textValue().length() == 2 * schema.getFixedSize(), schema, json, path);
        for (char digit : json.textValue().toCharArray()) {
            demand(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f', schema, json, path);
        }
        return HexFormat.of().parseHex(json.textValue());
    }

    private static void demand(boolean holds, Schema schema, JsonNode json, String path) throws MalformedException {
        if (!holds) {
            throw wrong(schema, json, path);
        }
    }

    private static MalformedException wrong(Schema schema, JsonNode json, String path) {
        return new MalformedException(path, "found " + found(json) + ", expected " + Expected.of(schema));
    }

    private static String found(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case MISSING -> "nothing";
            case STRING, NUMBER, BOOLEAN, NULL, BINARY, POJO -> Expected.shortened(json.toString());
        };
    }
}
