package org.ticketdesk.projection.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas (2020-12) of what is written and read, found from the types themselves: of answers from the components of
 * records, of what is on the wire from the Avro schemas, as {@code JsonForm} reads and writes them. Each is described once, under
 * its name. Not thread-safe.
 */
final class Schemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String UNKNOWN = "UNKNOWN";

    private final Map<String, ObjectNode> named = new TreeMap<>();

    /** All that were referred to, by their names. */
    Map<String, ObjectNode> named() {
        return named;
    }

    /** The schema of a type; a reference when it is a record. */
    ObjectNode of(Type type) {
        return switch (type) {
            case Class<?> c -> c.isRecord() ? record(c) : plain(c);
            case ParameterizedType p
            when p.getRawType() == List.class -> typed("array").set("items", of(p.getActualTypeArguments()[0]));
            case ParameterizedType p
            when p.getRawType() == Map.class ->
                typed("object").set("additionalProperties", of(p.getActualTypeArguments()[1]));
            default -> throw new IllegalArgumentException("No schema is known for " + type);
        };
    }

    /** A part of a list. */
    ObjectNode partOf(Class<?> item) {
        String name = nameOf(item) + "Page";
        if (!named.containsKey(name)) {
            ObjectNode page = typed("object");
            ObjectNode properties = page.putObject("properties");
            properties.putObject("items").put("type", "array").set("items", of(item));
            properties.set("next", describe(nullable(typed("string")), "The cursor of what follows; null at the end."));
            properties.set(
                    "sequence",
                    describe(
                            nullable(typed("integer")),
                            "The sequence of the desk that the answer reflects; null in a list of desks."));
            page.set("required", strings(List.of("items", "next", "sequence")));
            named.put(name, page);
        }
        return reference(name);
    }

    /** A record of the wire, under its name. */
    ObjectNode wire(Schema schema) {
        return value(schema);
    }

    /** A record of the wire under another name, without one of its fields, one that may be left out, and no others. */
    ObjectNode wireWithout(Schema schema, String field, String known, String name) {
        ObjectNode record = fields(schema, null);
        record.withObject("/properties").remove(field);
        ArrayNode required = JSON.arrayNode();
        record.get("required").forEach(one -> {
            if (!one.textValue().equals(field) && !one.textValue().equals(known)) {
                required.add(one);
            }
        });
        record.set("required", required);
        record.put("additionalProperties", false);
        named.put(name, record);
        return reference(name);
    }

    static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    static ObjectNode describe(ObjectNode schema, String description) {
        return schema.put("description", description);
    }

    private ObjectNode record(Class<?> type) {
        String name = nameOf(type);
        if (!named.containsKey(name)) {
            ObjectNode schema = typed("object");
            named.put(name, schema);
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = schema.putArray("required");
            components(type, properties, required);
        }
        return reference(name);
    }

    private void components(Class<?> type, ObjectNode properties, ArrayNode required) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                components(component.getType(), properties, required);
            } else if (!component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                ObjectNode schema = of(component.getGenericType());
                properties.set(
                        component.getName(),
                        component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? nullable(schema) : schema);
                required.add(component.getName());
            }
        }
    }

    private ObjectNode plain(Class<?> type) {
        if (type == String.class) {
            return typed("string");
        }
        if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
            return typed("integer");
        }
        if (type == double.class || type == Double.class) {
            return typed("number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        if (type == Instant.class) {
            return time();
        }
        if (type == ObjectNode.class) {
            return typed("object");
        }
        if (type.isEnum()) {
            return typed("string")
                    .set(
                            "enum",
                            strings(Arrays.stream(type.getEnumConstants())
                                    .map(Object::toString)
                                    .toList()));
        }
        throw new IllegalArgumentException("No schema is known for " + type);
    }

    private ObjectNode value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> wireRecord(schema, null);
            case ENUM -> {
                named.computeIfAbsent(
                        schema.getName(),
                        name -> describe(
                                typed("string")
                                        .set(
                                                "enum",
                                                strings(schema.getEnumSymbols().stream()
                                                        .filter(symbol -> !symbol.equals(UNKNOWN))
                                                        .toList())),
                                schema.getDoc()));
                yield reference(schema.getName());
            }
            case UNION -> {
                ObjectNode union = JSON.objectNode();
                ArrayNode branches = union.putArray("oneOf");
                ObjectNode discriminator = JSON.objectNode().put("propertyName", "type");
                ObjectNode mapping = discriminator.putObject("mapping");
                for (Schema branch : schema.getTypes()) {
                    ObjectNode reference = wireRecord(branch, branch.getName());
                    branches.add(reference);
                    mapping.set(branch.getName(), reference.get("$ref"));
                }
                yield union.set("discriminator", discriminator);
            }
            case ARRAY -> typed("array").set("items", value(schema.getElementType()));
            case STRING -> typed("string");
            case INT -> typed("integer");
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? time() : typed("integer");
            case FIXED -> typed("string").put("pattern", "^[0-9a-f]{" + 2 * schema.getFixedSize() + "}$");
            case MAP, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                throw new IllegalArgumentException("The JSON form has no rule for the Avro type " + schema.getType());
        };
    }

    private ObjectNode wireRecord(Schema schema, String type) {
        if (!named.containsKey(schema.getName())) {
            named.put(schema.getName(), JSON.objectNode());
            named.put(schema.getName(), fields(schema, type));
        }
        return reference(schema.getName());
    }

    private ObjectNode fields(Schema schema, String type) {
        ObjectNode record = describe(typed("object"), schema.getDoc());
        ObjectNode properties = record.putObject("properties");
        ArrayNode required = record.putArray("required");
        if (type != null) {
            properties.putObject("type").put("type", "string").put("const", type);
            required.add("type");
        }
        for (Schema.Field field : schema.getFields()) {
            boolean canBeNull = field.schema().isNullable();
            ObjectNode value = value(canBeNull ? present(field.schema()) : field.schema());
            boolean nullSaysSomething =
                    field.getObjectProp("jsonNull") != null || canBeNull && !field.hasDefaultValue();
            properties.set(field.name(), describe(nullSaysSomething ? nullable(value) : value, field.doc()));
            if (!field.hasDefaultValue()) {
                required.add(field.name());
            }
        }
        return record;
    }

    private static Schema present(Schema union) {
        List<Schema> branches = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.getFirst() : Schema.createUnion(branches);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.has("type")) {
            schema.set("type", strings(List.of(schema.get("type").textValue(), "null")));
            return schema;
        }
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(typed("null"));
        return either;
    }

    private static ObjectNode time() {
        return typed("string").put("format", "date-time");
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ArrayNode strings(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static String nameOf(Class<?> type) {
        String name = type.getSimpleName();
        return name.endsWith("View") ? name.substring(0, name.length() - "View".length()) : name;
    }
}
