package org.ticketdesk.events.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a schema allows, in the words of a message, and the conventions by which it says more than Avro does. */
final class Expected {

    /** The symbol that stands for one younger than the reader: read from bytes, never written, so no value in JSON. */
    static final String UNKNOWN = "UNKNOWN";

    /** A field's property: the value in Avro that null stands for in JSON. */
    static final String JSON_NULL = "jsonNull";

    private static final int LONGEST_QUOTE = 140;

    private Expected() {}

    /** The symbols that may be written. */
    static List<String> symbols(Schema schema) {
        return schema.getEnumSymbols().stream()
                .filter(symbol -> !symbol.equals(UNKNOWN))
                .toList();
    }

    static String symbols(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .filter(symbol -> !symbol.equals(UNKNOWN))
                .collect(Collectors.joining(", "));
    }

    static boolean isTime(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    static boolean isNullable(Schema schema) {
        return schema.getType() == Schema.Type.UNION && schema.isNullable();
    }

    /** What a nullable schema holds when it is not null; another schema is itself. */
    static Schema present(Schema schema) {
        if (!isNullable(schema)) {
            return schema;
        }
        var branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.get(0) : Schema.createUnion(branches);
    }

    static String of(Schema.Field field) {
        var present = of(present(field.schema()));
        boolean nullSaysSomething =
                field.getObjectProp(JSON_NULL) != null || isNullable(field.schema()) && !field.hasDefaultValue();
        return nullSaysSomething ? present + " or null" : present;
    }

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case ENUM -> "one of " + String.join(", ", symbols(schema));
            case STRING -> "a string";
            case INT -> "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
            case LONG ->
                isTime(schema)
                        ? "a time such as 2026-11-22T10:15:30.250Z"
                        : "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
            case FIXED -> 2 * schema.getFixedSize() + " lower-case hex digits";
            case ARRAY -> "an array";
            case RECORD, UNION -> "an object";
            case MAP, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                throw new UnsupportedOperationException(
                        "The JSON form has no rule for the Avro type " + schema.getType() + " yet");
        };
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
